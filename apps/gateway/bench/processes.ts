import type { Contender } from './contenders/contender.ts';
import { parley } from './contenders/parley.ts';
import { startGenerator } from './load/generator.ts';
import { names } from './names.ts';
import { requestTo } from './request.ts';
import { spreadOf } from './spread.ts';

/** Answers a second, of one process and of two; the load and the provider share the machine's cores with them. */
export type Processes = { one: number; two: number };

const connections = 32;
const warmUpSeconds = 10;
const seconds = 5;
const rounds = 5;

export async function measureProcesses(upstreamPort: number): Promise<Processes> {
  const start = parley({ name: names.parley, core: null });
  const both: Contender[] = [];
  for (const started of [await start({ upstreamPort, core: 0 }), await start({ upstreamPort, core: 0 })])
    if (started.contender !== null) both.push(started.contender);
  const generators = both.map(() => startGenerator(null));
  const perSecond = async (contenders: Contender[], forSeconds: number): Promise<number> => {
    const measured = await Promise.all(
      contenders.map(async (contender, index) =>
        generators[index]?.run({
          ...{ kind: 'requests', port: contender.port, seconds: forSeconds },
          ...{ connections: connections / contenders.length, request: requestTo(contender, {}) },
        }),
      ),
    );
    return measured.reduce((sum, each) => sum + (each === undefined ? 0 : each.answers / each.seconds), 0);
  };
  await perSecond(both, warmUpSeconds);
  const one: number[] = [];
  const two: number[] = [];
  for (let round = 0; round < rounds; round++) {
    one.push(await perSecond(both.slice(0, 1), seconds));
    two.push(await perSecond(both, seconds));
  }
  await Promise.all([...generators, ...both].map((each) => each.stop()));
  return { one: spreadOf(one).median, two: spreadOf(two).median };
}
