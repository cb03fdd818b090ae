import { isDeepStrictEqual } from 'node:util';
import { at, listAt, textAt } from '../at.ts';
import type { Check } from '../check.ts';
import { answered, streamed } from '../expect/answered.ts';
import { equal, holds } from '../expect/equal.ts';
import { refused } from '../expect/refused.ts';
import { show } from '../expect/show.ts';
import { type Finding, mismatch } from '../finding.ts';
import type { Answer } from '../http/answer.ts';
import { forwardedMessages } from './forwarded-messages.ts';
import { forwardedSecrets } from './forwarded-secrets.ts';
import { type Parameter, parameters } from './parameter-rows.ts';

const area = 'forwarding';

/** The refusal names the field, so that the caller knows what to leave out. */
function isAbout(answer: Answer, field: string): boolean {
  return textAt(answer.json, 'error', 'param').startsWith(field) || answer.text.includes(field);
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

const carries = ({
  id,
  field,
  value,
  severity,
  contract,
  beside,
  ability,
  text,
  ...row
}: Parameter): Check => {
  const { aliases = [field] } = row;
  return {
    id,
    area,
    title: `${field} ${shorten(JSON.stringify(value))} reaches the provider, or is refused, or said to be ignored.`,
    severity,
    contract,
    source: `ChatCompletionRequest.${field}`,
    needs: ability === undefined ? ['upstream'] : ['upstream', ability],
    async run({ chat, say, modelFor, forwarded, contract }) {
      const answer = await chat({
        ...(ability === undefined ? {} : { model: modelFor(ability) }),
        messages: say(text ?? 'Hello!'),
        ...beside,
        [field]: value,
      });
      const sent = forwarded().at(-1)?.parsed;
      if (aliases.some((name) => isDeepStrictEqual(at(sent, name), value))) return null;
      const ignored = listAt(answer.json, 'metadata', 'ignored_parameters');
      if (answer.status === 200 && ignored.includes(field)) return null;
      const expected = `${field} ${show(value)} at the provider, or a refusal of it`;
      if (answer.status >= 400)
        return isAbout(answer, field)
          ? refused(contract, answer, { status: [400, 422] })
          : mismatch(expected, show(answer.text));
      return mismatch(expected, `an answer, and at the provider ${field} ${show(at(sent, field))}`);
    },
  };
};

/** The fields of OpenAI's document that nobody may make up. */
const unasked = [...new Set(parameters.filter((row) => row.contract === 'openai').map(({ field }) => field))];

export const forwarding: Check[] = [
  ...parameters.map(carries),
  {
    id: 'P-60',
    area,
    title: 'A field that was left out is left out for the provider: nothing is made up.',
    severity: 'should',
    contract: 'openai',
    source: 'ChatCompletionRequest',
    needs: ['upstream'],
    async run({ chat, say, forwarded }) {
      const answer = await chat({ messages: say('Hello!') });
      const sent = forwarded().at(-1)?.parsed;
      const madeUp = unasked.filter((field) => (at(sent, field) ?? null) !== null);
      return answered(answer) ?? equal({ madeUp }, ['madeUp'], []);
    },
  },
  {
    id: 'P-61',
    area,
    title: 'A stream carries what a whole answer carries: temperature, stop, seed and the cap.',
    severity: 'must',
    contract: 'openai',
    source: 'llmgateway #3898, Bifrost #5606',
    needs: ['upstream'],
    async run({ stream, say, forwarded }) {
      const fields = { temperature: 0.5, stop: ['zebra'], seed: 7 };
      const answer = await stream({ messages: say('Hello!'), ...fields, max_tokens: 77 });
      const sent = forwarded().at(-1)?.parsed;
      const lost = Object.entries(fields)
        .map(([name, value]): Finding | null => equal(sent, [name], value))
        .find((finding) => finding !== null);
      const caps = [at(sent, 'max_tokens'), at(sent, 'max_completion_tokens')];
      return streamed(answer) ?? lost ?? holds(caps.includes(77), 'a cap of 77 tokens', show(caps));
    },
  },
  {
    id: 'P-62',
    area,
    title: 'The provider is asked once, for what was asked once.',
    severity: 'must',
    contract: 'openai',
    source: 'createChatCompletion',
    needs: ['upstream'],
    async run({ chat, say, forwarded }) {
      const answer = await chat({ messages: say('Hello!') });
      return answered(answer) ?? equal({ requests: forwarded().length }, ['requests'], 1);
    },
  },
  {
    id: 'P-63',
    area,
    title: 'Labels in metadata are kept with the record of the request.',
    severity: 'must',
    contract: 'parley',
    source: 'ChatCompletionRequest.metadata',
    async run({ chat, say, send, eventually }) {
      const answer = await chat({ messages: say('Hello!'), metadata: { team: 'conformance' } });
      const path = `/generations/${textAt(answer.json, 'metadata', 'request_id')}`;
      let record = await send({ method: 'GET', path });
      for (let tries = 0; tries < 20 && record.status === 404; tries += 1) {
        await eventually(() => false, 100);
        record = await send({ method: 'GET', path });
      }
      return answered(answer) ?? equal(record.json, ['metadata'], { team: 'conformance' });
    },
  },
  ...forwardedMessages,
  ...forwardedSecrets,
];
