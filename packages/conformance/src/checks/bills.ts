import { at, textAt } from '../at.ts';
import type { Check } from '../check.ts';
import type { Context } from '../context.ts';
import { answered, streamed } from '../expect/answered.ts';
import { equal, holds } from '../expect/equal.ts';
import { show } from '../expect/show.ts';
import { type Finding, skip } from '../finding.ts';
import type { Answer } from '../http/answer.ts';
import { notListed } from './not-listed.ts';
import { askFor, type Kind, kinds, needsOf } from './paid-answers.ts';

const area = 'money';
const total = ['usage', 'cost_usd_total'];

const costsTheInvoice = (kind: Kind, index: number): Check => ({
  id: `M-${30 + index}`,
  area,
  title: `The cost is the provider's own bill, to the picodollar: ${kind.what}.`,
  severity: 'must',
  contract: 'parley',
  source: 'Usage.cost_usd_total; LiteLLM #9812, Bifrost #904',
  needs: needsOf(kind, 'upstream'),
  async run(context) {
    const { usage, wrong } = await askFor(kind, context);
    return wrong ?? equal(usage, ['cost_usd_total'], ...context.charged().map(({ usd }) => Number(usd)));
  },
});

/** The record of a request, once it is on the books. */
async function recordOf({ send, eventually }: Context, id: string): Promise<Answer> {
  const look = () => send({ method: 'GET', path: `/generations/${id}` });
  let record = await look();
  for (let tries = 0; tries < 20 && isMissing(record); tries += 1) {
    await eventually(() => false, 100);
    record = await look();
  }
  return record;
}

const isMissing = ({ status, json }: Answer) => status === 404 || at(json, 'outcome') === 'running';

const isReadable = (record: Answer): Finding | null =>
  record.status === 403 ? skip('The key of the run may not read generations.') : answered(record);

/** What an answer costs, and what else there is to say of money. */
export const bills: Check[] = [
  ...kinds.map(costsTheInvoice),
  {
    id: 'M-51',
    area,
    title: 'The prices that an answer names are those of the list of models.',
    severity: 'must',
    contract: 'parley',
    source: 'PriceRow, ModelPricing',
    async run({ chat, send, model, listed, say }) {
      if (listed === null) return notListed(model);
      const answer = await chat({ messages: say('Hello!') });
      const id = textAt(answer.json, 'model');
      const one = await send({ method: 'GET', path: `/models/${encodeURIComponent(id)}` });
      const price = at(answer.json, 'metadata', 'price');
      if (at(answer.json, 'metadata', 'unpriced') !== undefined) return skip('The model has no price.');
      const perMillion = (name: string) => Number(textAt(one.json, 'pricing', name)) * 1_000_000;
      const near = (name: string, field: string) =>
        holds(
          Math.abs(Number(textAt(price, name)) - perMillion(field)) < 1e-6,
          `${name} ${perMillion(field)}`,
          show(at(price, name)),
        );
      return (
        answered(answer) ??
        answered(one) ??
        near('input_per_million', 'prompt') ??
        near('output_per_million', 'completion')
      );
    },
  },
  {
    id: 'M-52',
    area,
    title: 'What is free costs 0, and says so.',
    severity: 'must',
    contract: 'parley',
    source: 'unknown is not zero',
    needs: ['simulator'],
    async run({ chat, say, simulated }) {
      const answer = await chat({ model: simulated('sim-free'), messages: say('Hello!') });
      return answered(answer) ?? equal(answer.json, total, 0);
    },
  },
  {
    id: 'M-53',
    area,
    title: 'What has no known price has no cost, not a cost of 0, and metadata says why.',
    severity: 'must',
    contract: 'parley',
    source: 'U7, U9',
    needs: ['simulator'],
    async run({ chat, say, simulated }) {
      const answer = await chat({ model: simulated('fault-comments'), messages: say('Hello!') });
      return (
        answered(answer) ??
        equal(answer.json, total, undefined) ??
        equal(answer.json, ['metadata', 'unpriced'], ['model'])
      );
    },
  },
  {
    id: 'M-54',
    area,
    title: 'A cached prompt costs less than the same prompt that is not.',
    severity: 'must',
    contract: 'parley',
    source: 'Bifrost #904',
    needs: ['simulator'],
    async run({ chat, say }) {
      const messages = say(`${'word '.repeat(1500)} Count to 10`);
      const fresh = await chat({ messages });
      const cached = await chat({ messages, prompt_cache_key: 'conformance' });
      const [dear, cheap] = [fresh, cached].map(({ json }) => Number(at(json, ...total)));
      return (
        answered(fresh) ??
        answered(cached) ??
        holds(Number(cheap) < Number(dear), 'a lower cost from the cache', `${cheap} and ${dear}`)
      );
    },
  },
  {
    id: 'M-55',
    area,
    title: 'No cost has more than twelve digits behind the point: what is said is what was counted.',
    severity: 'should',
    contract: 'parley',
    source: 'Usage, to the picodollar',
    async run({ chat, say }) {
      const answer = await chat({ messages: say('Write 60 words about rivers.') });
      const long = answer.text.match(/"cost_usd_\w+":\d+\.\d{13,}/g);
      return answered(answer) ?? holds(long === null, 'costs of whole picodollars', show(long));
    },
  },
  {
    id: 'M-56',
    area,
    title: 'On the books a request costs what its answer said.',
    severity: 'must',
    contract: 'parley',
    source: 'Generation.cost_usd',
    async run(context) {
      const answer = await context.chat({ messages: context.say('Count to 10') });
      const record = await recordOf(context, textAt(answer.json, 'metadata', 'request_id'));
      const cost = at(record.json, 'cost_usd');
      return (
        answered(answer) ??
        isReadable(record) ??
        equal({ cost: cost === null ? undefined : Number(cost) }, ['cost'], at(answer.json, ...total))
      );
    },
  },
  {
    id: 'M-57',
    area,
    title: 'A stream that broke is on the books with what was used until then, as its error said.',
    severity: 'must',
    contract: 'parley',
    source: 'Generation.usage; LiteLLM #13245',
    needs: ['simulator'],
    async run(context) {
      const { stream, simulated, say } = context;
      const answer = await stream({ model: simulated('fault-cut-5'), messages: say('Count to 10') });
      const told = answer.events.at(-1)?.data;
      const record = await recordOf(context, textAt(told, 'metadata', 'request_id'));
      return (
        streamed(answer) ??
        holds(
          at(told, 'usage', 'completion_tokens') !== undefined,
          'usage beside the error of a stream',
          show(told),
        ) ??
        isReadable(record) ??
        equal(record.json, ['outcome'], 'failed') ??
        equal(record.json, ['usage'], at(told, 'usage'))
      );
    },
  },
  {
    id: 'M-58',
    area,
    title: 'A request that failed costs nothing.',
    severity: 'must',
    contract: 'parley',
    source: 'new-api #4168, #7401',
    needs: ['simulator'],
    async run(context) {
      const { chat, simulated, say } = context;
      const answer = await chat({ model: simulated('fault-500'), messages: say('Count to 10') });
      const record = await recordOf(context, textAt(answer.json, 'metadata', 'request_id'));
      return (
        isReadable(record) ??
        equal(record.json, ['outcome'], 'failed') ??
        holds(Number(at(record.json, 'cost_usd') ?? 0) === 0, 'no cost', show(at(record.json, 'cost_usd')))
      );
    },
  },
  {
    id: 'M-59',
    area,
    title: 'Of two providers that were asked, the caller pays the one that answered.',
    severity: 'must',
    contract: 'parley',
    source: 'Usage.cost_usd_total',
    needs: ['upstream'],
    async run({ chat, simulated, model, say, charged }) {
      const body = { model: simulated('fault-blank'), models: [model], messages: say('Count to 10') };
      const answer = await chat(body);
      const line = charged().at(-1);
      return answered(answer) ?? equal(answer.json, total, Number(line?.usd));
    },
  },
];
