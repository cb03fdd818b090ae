// Three providers, of which the cheapest degrades and recovers while callers go on. Tells who served what in each phase.
import { setTimeout } from 'node:timers/promises';
import pino from 'pino';
import { readConfig } from '../src/config.ts';
import { startGateway } from '../src/start-gateway.ts';
import { ask, askStream } from '../test/support/ask.ts';
import type { Found, Say } from './found.ts';
import { answerText, type Mood, type MoodyProvider, moodyProvider } from './moody-provider.ts';
import { createTally, type Tally, tallyHead } from './tally.ts';

const names = ['cheap', 'middle', 'dear'];
const callers = 12;
const phases: Mood[] = ['well', 'limits requests', 'fails', 'is silent', 'is slow', 'well'];
const key = 'soak';

export type RoutingSoakOptions = { seconds: number; say: Say };

/** `isRight`: every caller got a whole answer. */
export async function routingSoak({ seconds, say }: RoutingSoakOptions): Promise<Found> {
  const providers = await Promise.all(names.map(() => moodyProvider()));
  const gateway = await startGateway({
    config: readConfig(configOf(providers), 'the soak'),
    environment: {},
    masterKey: key,
    host: '127.0.0.1',
    port: 0,
    log: pino({ level: 'silent' }),
  });
  let tally = createTally();
  const over = new AbortController();
  const caller = { url: gateway.url, key, phase: () => tally, over: over.signal };
  const running = Array.from({ length: callers }, (_, index) => call(index, caller));
  const failures: Tally['failures'][] = [];
  const [cheapest] = providers;
  say(tallyHead(names));
  for (const mood of phases) {
    if (cheapest !== undefined) cheapest.mood = mood;
    tally = createTally();
    await setTimeout((seconds * 1000) / phases.length);
    failures.push(tally.failures);
    say(tally.line(`${names[0]} ${mood === 'well' ? 'is well' : mood}`, names));
  }
  over.abort();
  await Promise.all(running);
  await gateway.close();
  await Promise.all(providers.map(({ server }) => server[Symbol.asyncDispose]()));
  const reasons = failures.flatMap((phase) => [...phase]);
  return { isRight: reasons.length === 0, summary: { seconds, failures: Object.fromEntries(reasons) } };
}

type Caller = { url: string; key: string; phase: () => Tally; over: AbortSignal };

/** One caller, who asks on and on: by turns for a stream and for a whole answer. */
async function call(index: number, caller: Caller): Promise<void> {
  for (let count = index; !caller.over.aborted; count++) {
    const phase = caller.phase();
    try {
      const { metadata, text } = await (count % 2 === 0 ? stream(caller) : whole(caller));
      if (text !== answerText) throw new Error(`The answer was ${JSON.stringify(text)}.`);
      phase.served(metadata.used_provider, metadata.routing);
    } catch (thrown) {
      phase.failed(thrown instanceof Error ? thrown.message : String(thrown));
    }
    await setTimeout(10);
  }
}

async function whole(caller: Caller) {
  const { completion, status, failure } = await ask(caller, { model: 'm' });
  if (completion === null) throw new Error(`${status} ${failure?.error.code}`);
  return { metadata: completion.metadata, text: completion.choices[0]?.message.content };
}

async function stream(caller: Caller) {
  const { last, error, failure, status, done, text } = await askStream(caller, { model: 'm' });
  const code = error?.error.code ?? failure?.error.code;
  if (!last?.metadata || !done) throw new Error(`${status} ${code ?? 'and no end'} in a stream`);
  return { metadata: last.metadata, text };
}

/** Times as short as the soak: what is learned in a minute must be unlearned in one. */
function configOf(all: MoodyProvider[]) {
  const entries = all.map(({ server }, index) => {
    const price = { as_of: '2026-01-01', input: `1.${index}`, output: `1.${index}` };
    return [
      names[index] ?? '',
      { adapter: 'openai-compatible', baseUrl: server.url, models: { m: { price } } },
    ] as const;
  });
  return {
    providers: Object.fromEntries(entries),
    contract: 'enforce',
    timeouts: { firstTokenMs: 500, answerMs: 500 },
    health: { halfLifeMs: 1_000 },
    cooldown: { limitedMs: 500 },
    breaker: { openMs: 500, longestMs: 2_000 },
  };
}
