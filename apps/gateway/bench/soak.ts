import type { Contender } from './contenders/contender.ts';
import type { Generator } from './load/generator.ts';
import { requestTo } from './request.ts';

/** Resident megabytes at the beginning of each minute and at the end, under load that never stops. */
export type Soak = { megabytes: number[]; answers: number };

export const soakMinutes = 10;
const connections = 32;

/** Rejects when a request fails. */
export async function measureSoak(contender: Contender, generator: Generator): Promise<Soak> {
  const megabytes: number[] = [];
  let answers = 0;
  for (let minute = 0; minute < soakMinutes; minute++) {
    megabytes.push(contender.program.residentMegabytes());
    const measured = await generator.run({
      ...{ kind: 'requests', port: contender.port, connections, seconds: 60 },
      request: requestTo(contender, { stream: minute % 2 === 1, wish: 'burst 20' }),
    });
    if (measured.errors > 0)
      throw new Error(`${contender.name} failed in minute ${minute}: ${measured.error}`);
    answers += measured.answers;
  }
  megabytes.push(contender.program.residentMegabytes());
  return { megabytes, answers };
}
