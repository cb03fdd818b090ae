import { at } from '../at.ts';
import type { Check } from '../check.ts';
import type { CallOptions, Context } from '../context.ts';
import { answered } from '../expect/answered.ts';
import { holds } from '../expect/equal.ts';
import { show, showAnswer } from '../expect/show.ts';
import { type Finding, mismatch, skip } from '../finding.ts';

const area = 'abort';

/** The provider of a caller that hung up saw it go within two seconds, and was asked once. */
async function isSeenUpstream(
  context: Context,
  fault: string,
  stream: boolean,
  hangUpAfter: CallOptions['hangUpAfter'],
): Promise<Finding | null> {
  const { chat, say, simulated, forwarded, eventually } = context;
  const body = { model: simulated(fault), messages: say('Count to 10'), stream };
  const answer = await chat(body, { ...(hangUpAfter === undefined ? {} : { hangUpAfter }) });
  if (answer.ended !== 'hung up') return mismatch('a request still under way', showAnswer(answer));
  const aborted = await eventually(() => forwarded().some((request) => request.aborted));
  return (
    holds(forwarded().length > 0, 'a request at the provider', 'none') ??
    holds(aborted, 'a closed connection at the provider within 2 s', 'the provider still at work') ??
    holds(forwarded().length === 1, 'one request at the provider', `${forwarded().length} of them`)
  );
}

export const abort: Check[] = [
  {
    id: 'H-01',
    area,
    title: 'A caller that hangs up in mid-stream ends the request at the provider.',
    severity: 'must',
    contract: 'openai',
    source: 'LiteLLM #17364, #37140',
    needs: ['upstream'],
    run: (context) => isSeenUpstream(context, 'fault-stall-3', true, { events: 1 }),
  },
  {
    id: 'H-02',
    area,
    title: 'A caller that hangs up before the first event ends the request at the provider.',
    severity: 'must',
    contract: 'openai',
    source: 'abort of the official clients',
    needs: ['upstream'],
    run: (context) => isSeenUpstream(context, 'fault-slow-first-token-8000', true, { ms: 400 }),
  },
  {
    id: 'H-03',
    area,
    title: 'A caller that hangs up while it waits for a whole answer ends the request at the provider.',
    severity: 'must',
    contract: 'openai',
    source: 'abort of the official clients',
    needs: ['upstream'],
    run: (context) => isSeenUpstream(context, 'fault-slow-headers-8000', false, { ms: 400 }),
  },
  {
    id: 'H-04',
    area,
    title: 'A caller that hangs up on a provider that sends pings alone ends the request there.',
    severity: 'must',
    contract: 'openai',
    source: 'abort of the official clients',
    needs: ['upstream'],
    run: (context) => isSeenUpstream(context, 'fault-stall-pings-3', true, { events: 2 }),
  },
  {
    id: 'H-05',
    area,
    title: 'After ten callers that hung up the next one is answered.',
    severity: 'must',
    contract: 'openai',
    source: 'abort of the official clients',
    async run({ stream, chat, say }) {
      const messages = say('Write 200 words about rivers.');
      await Promise.all(
        Array.from({ length: 10 }, () => stream({ messages }, { hangUpAfter: { events: 2 } })),
      );
      return answered(await chat({ messages: say('Hello!') }));
    },
  },
  {
    id: 'H-06',
    area,
    title: 'A request whose caller hung up is on record as aborted, with what it cost.',
    severity: 'must',
    contract: 'parley',
    source: 'Generation.outcome; LiteLLM #13245',
    needs: ['simulator'],
    async run({ stream, say, simulated, send, mark, eventually }) {
      const id = `conformance-${mark}`;
      const body = { model: simulated('fault-stall-3'), messages: say('Count to 10') };
      await stream(body, { hangUpAfter: { events: 1 }, headers: { 'x-request-id': id } });
      let record: unknown;
      let status = 0;
      const look = async () => {
        const answer = await send({ method: 'GET', path: `/generations/${id}` });
        record = answer.json;
        status = answer.status;
      };
      for (let tries = 0; tries < 20 && at(record, 'outcome') !== 'aborted'; tries += 1) {
        await eventually(() => false, 100);
        await look();
      }
      if (status === 403) return skip('The key of the run may not read generations.');
      return holds(at(record, 'outcome') === 'aborted', 'outcome aborted', show(record));
    },
  },
];
