import type { Contender } from './contenders/contender.ts';
import type { Generator } from './load/generator.ts';
import type { Measured, Plan } from './load/plan.ts';
import { requestTo } from './request.ts';
import type { Scenario } from './scenarios.ts';

export type Pace = { rounds: number; seconds: number; warmUpSeconds: number };

/** What one contender took in one round: the scenario's value in microseconds, and what the load generator took itself. */
export type Round = { value: number; answers: number; seconds: number; loadCpu: number };

/** Of each contender its rounds; or why it has none. */
export type Rounds = Map<string, Round[] | string>;

/** Lets all contenders have their turn, again and again: what else the machine does then hits each alike. */
export async function runRounds(
  scenario: Scenario,
  contenders: Contender[],
  { generator, pace }: { generator: Generator; pace: Pace },
): Promise<Rounds> {
  const rounds: Rounds = new Map();
  const waiting = contenders.filter(({ name }) => scenario.only?.(name) ?? true);
  for (let round = 0; round <= pace.rounds; round++) {
    for (const contender of waiting) {
      const before = rounds.get(contender.name) ?? [];
      if (typeof before === 'string') continue;
      const isWarmUp = round === 0;
      const seconds = isWarmUp ? pace.warmUpSeconds : pace.seconds;
      const cpuMs = contender.program.cpuMs();
      const measured = await generator.run(planFor(scenario, contender, seconds));
      const usedMs = contender.program.cpuMs() - cpuMs;
      if (measured.errors > 0)
        rounds.set(contender.name, `${measured.errors} failed: ${measured.error?.slice(0, 200)}`);
      else if (!isWarmUp) rounds.set(contender.name, [...before, roundOf(scenario, measured, usedMs)]);
    }
  }
  return rounds;
}

function planFor({ ask, connections, pace }: Scenario, contender: Contender, seconds: number): Plan {
  const { port } = contender;
  if (pace === undefined)
    return { kind: 'requests', port, request: requestTo(contender, ask), connections, seconds };
  const wish = `paced ${pace.perSecond} for ${pace.perSecond * pace.seconds}`;
  const request = requestTo(contender, { ...ask, wish });
  return { kind: 'paced', port, request, connections, skipEvents: pace.perSecond, spreadMs: 1_000 };
}

function roundOf({ value, events = 1 }: Scenario, measured: Measured, usedMs: number): Round {
  const { answers, seconds, latency, first, loadCpuMs } = measured;
  const each = (ms: number) => (ms * 1000) / answers / events;
  const values = { cpu: each(usedMs), p99: latency.p99, first: first.p50 };
  return { value: values[value], answers, seconds, loadCpu: each(loadCpuMs) };
}
