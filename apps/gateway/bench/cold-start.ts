import type { Contender, Start } from './contenders/contender.ts';
import type { Generator } from './load/generator.ts';
import { requestTo } from './request.ts';

/** Milliseconds from the start of the process to the end of its first answer. */
export async function coldStart(
  start: Start,
  { generator, ...world }: { generator: Generator; upstreamPort: number; core: number },
): Promise<number | null> {
  const startedAt = performance.now();
  const { contender } = await start(world);
  if (contender === null) return null;
  await firstAnswer(contender, generator);
  const took = performance.now() - startedAt;
  await contender.stop();
  return took;
}

async function firstAnswer(contender: Contender, generator: Generator): Promise<void> {
  const { errors, error } = await generator.run({
    ...{ kind: 'requests', port: contender.port, connections: 1, seconds: 0 },
    request: requestTo(contender, {}),
  });
  if (errors > 0) throw new Error(`${contender.name} did not answer: ${error}`);
}
