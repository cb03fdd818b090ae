import { setTimeout } from 'node:timers/promises';
import type { Contender } from './contenders/contender.ts';
import type { Generator } from './load/generator.ts';
import { requestTo } from './request.ts';

/** Resident megabytes: after the first answer, and while it carries streams. */
export type Memory = { idle: number; streaming: number | null };

export const pacedStreams = 1_000;
const perSecond = 10;
const streamSeconds = 12;

/** Of a contender that was started for this. A thousand streams are slow ones: they are to fit on one core. */
export async function measureMemory(contender: Contender, generator: Generator): Promise<Memory> {
  const plan = { port: contender.port, connections: 1 };
  await generator.run({ ...plan, kind: 'requests', request: requestTo(contender, {}), seconds: 0 });
  await setTimeout(3_000);
  const idle = contender.program.residentMegabytes();
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, contender.program.residentMegabytes());
  }, 200);
  const wish = `paced ${perSecond} for ${perSecond * streamSeconds}`;
  const { errors } = await generator.run({
    ...{ kind: 'paced', port: contender.port, connections: pacedStreams },
    ...{ request: requestTo(contender, { stream: true, wish }), skipEvents: perSecond, spreadMs: 4_000 },
  });
  clearInterval(watch);
  return { idle, streaming: errors > 0 ? null : most };
}
