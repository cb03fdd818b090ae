import type { RoutingAttempt } from '@parley/types';

/** What became of the requests of a phase. */
export type Tally = {
  served(provider: string, routing: readonly RoutingAttempt[]): void;
  failed(reason: string): void;
  readonly failures: ReadonlyMap<string, number>;
  /** A line of the table, under `tallyHead`. */
  line(phase: string, providers: readonly string[]): string;
};

const widths = { phase: 24, number: 10 };
const row = (phase: string, cells: (string | number)[]): string =>
  phase.padEnd(widths.phase) + cells.map((cell) => String(cell).padStart(widths.number)).join('');

export const tallyHead = (providers: readonly string[]): string =>
  row('phase', ['requests', ...providers, 'attempts', 'fallbacks', 'failures']);

export function createTally(): Tally {
  const byProvider = new Map<string, number>();
  const failures = new Map<string, number>();
  let served = 0;
  let attempts = 0;
  let fallbacks = 0;
  const failed = () => [...failures.values()].reduce((sum, count) => sum + count, 0);
  return {
    served(provider, routing) {
      served++;
      attempts += routing.length;
      if (routing.length > 1) fallbacks++;
      byProvider.set(provider, (byProvider.get(provider) ?? 0) + 1);
    },
    failed: (reason) => failures.set(reason, (failures.get(reason) ?? 0) + 1),
    failures,
    line(phase, providers) {
      const share = (provider: string) =>
        `${((100 * (byProvider.get(provider) ?? 0)) / Math.max(1, served)).toFixed(1)} %`;
      return row(phase, [served + failed(), ...providers.map(share), attempts, fallbacks, failed()]);
    },
  };
}
