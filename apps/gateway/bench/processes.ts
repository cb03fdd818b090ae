import type { Contender, Start } from './contenders/contender.ts';
import { rawUndici, thinGateway } from './contenders/own-server.ts';
import { parley } from './contenders/parley.ts';
import { wrk } from './load/wrk.ts';
import { names } from './names.ts';
import { spreadOf } from './spread.ts';
import { startNginx } from './start-nginx.ts';
import { answerText, wireAt } from './upstream/wires.ts';

/** Answers a second, of one process and of two; the load and the provider share the machine's cores with them. */
export type Processes = { name: string; one: number; two: number };

const connections = 32;
const warmUpSeconds = 10;
const seconds = 5;
const rounds = 5;

const answer = `default_type application/json; return 200 '${wireAt('').whole(answerText)}';`;

/** The load and the provider are wrk and nginx, since those take the least of what is shared. */
export async function measureProcesses(): Promise<Processes[]> {
  const provider = await startNginx({ location: answer }, null);
  const measured: Processes[] = [];
  const starts: [string, Start][] = [
    [names.raw, rawUndici],
    [names.thin, thinGateway],
    [names.parley, parley({ name: names.parley })],
  ];
  for (const [name, start] of starts) measured.push({ name, ...(await measureTwo(start, provider.port)) });
  await provider.stop();
  return measured;
}

async function measureTwo(start: Start, upstreamPort: number): Promise<{ one: number; two: number }> {
  const both: Contender[] = [];
  for (const started of [
    await start({ upstreamPort, core: null }),
    await start({ upstreamPort, core: null }),
  ])
    if (started.contender !== null) both.push(started.contender);
  const perSecond = async (contenders: Contender[], forSeconds: number): Promise<number> => {
    const each = { connections: connections / contenders.length, seconds: forSeconds };
    const rates = await Promise.all(contenders.map((contender) => wrk(contender, each)));
    return rates.reduce((sum, rate) => sum + rate, 0);
  };
  await perSecond(both, warmUpSeconds);
  const one: number[] = [];
  const two: number[] = [];
  for (let round = 0; round < rounds; round++) {
    one.push(await perSecond(both.slice(0, 1), seconds));
    two.push(await perSecond(both, seconds));
  }
  await Promise.all(both.map((contender) => contender.stop()));
  return { one: spreadOf(one).median, two: spreadOf(two).median };
}
