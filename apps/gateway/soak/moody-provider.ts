import { setTimeout } from 'node:timers/promises';
import { type Exchange, type FaultServer, faultServer } from '../test/support/fault-server.ts';
import { completion, goodStream, httpAnswer, streamAnswer } from '../test/support/openai-wire.ts';

/** How a provider is: what becomes of the calls that it gets. */
export type Mood = 'well' | 'limits requests' | 'fails' | 'is silent' | 'is slow';

export type MoodyProvider = { server: FaultServer; mood: Mood };

export const answerText = 'Hello there';

/** A provider of the model `m` whose mood can be changed while it runs. */
export async function moodyProvider(): Promise<MoodyProvider> {
  let calls = 0;
  const provider: MoodyProvider = {
    mood: 'well',
    server: await faultServer({
      m: async (exchange) => {
        // All are listed for tests; nobody reads the list here, and it would grow as long as this runs.
        provider.server.exchanges.length = 0;
        await acts[provider.mood](exchange, calls++);
      },
    }),
  };
  return provider;
}

type Act = (exchange: Exchange, call: number) => unknown;

const acts: { [Kind in Mood]: Act } = {
  well: answer,
  'limits requests': ({ socket }, call) => socket.write(refusal(429, call % 2 ? { 'retry-after': '1' } : {})),
  fails(exchange, call) {
    if (call % 4 === 0) return answer(exchange);
    if (call % 4 === 1) return exchange.socket.resetAndDestroy();
    return exchange.socket.write(refusal(call % 4 === 2 ? 500 : 503));
  },
  'is silent': () => {},
  async 'is slow'(exchange) {
    await setTimeout(200);
    answer(exchange);
  },
};

function answer({ socket, body }: Exchange): void {
  const [first = '', ...others] = answerText.split(/(?= )/);
  socket.write(
    body['stream'] === true
      ? streamAnswer(goodStream(first, ...others))
      : httpAnswer(completion({ content: answerText })),
  );
}

const refusal = (status: number, headers: { [name: string]: string } = {}): string =>
  httpAnswer({ error: { message: 'Not now.' } }, { status, headers });
