import type { Picodollars } from '../src/money.ts';
import type { BookedRow } from './books.ts';
import type { Answer } from './caller.ts';
import type { Line } from './simulator-process.ts';

/** What callers got, what the ledger says of it, and what the simulator charges for it. */
export type Comparison = {
  acknowledged: number;
  /** Acknowledged, and not in the ledger. */
  lost: number;
  /** In the ledger twice. */
  doubled: number;
  /** Acknowledged, and in the ledger at another cost, or as anything but completed. */
  different: number;
  /** Of what was acknowledged. */
  ledger: Picodollars;
  invoice: Picodollars;
  /** Requests whose answers nobody got, by what the ledger says of them: `nothing` where the provider charges all the same. */
  unacknowledged: Record<BookedRow['outcome'] | 'nothing', number>;
};

export const noComparison = (): Comparison => ({
  ...{ acknowledged: 0, lost: 0, doubled: 0, different: 0, ledger: 0n, invoice: 0n },
  unacknowledged: { running: 0, completed: 0, failed: 0, aborted: 0, unknown: 0, nothing: 0 },
});

type Given = {
  answers: readonly Answer[];
  rows: ReadonlyMap<string, readonly BookedRow[]>;
  bill: ReadonlyMap<string, readonly Line[]>;
};

/** Adds what these say to a comparison. */
export function compare(sum: Comparison, { answers, rows, bill }: Given): void {
  for (const { id, failure, cost } of answers) {
    const booked = rows.get(id) ?? [];
    const lines = bill.get(id) ?? [];
    const [row] = booked;
    if (booked.length > 1) sum.doubled++;
    if (failure !== null) {
      if (row !== undefined) sum.unacknowledged[row.outcome]++;
      else if (lines.length > 0) sum.unacknowledged.nothing++;
      continue;
    }
    sum.acknowledged++;
    sum.invoice += lines.reduce((total, line) => total + line.cost, 0n);
    if (row === undefined) sum.lost++;
    else if (row.outcome !== 'completed' || row.cost !== cost) sum.different++;
    sum.ledger += row?.cost ?? 0n;
  }
}

export const isExact = ({ lost, doubled, different, unacknowledged, ledger, invoice }: Comparison): boolean =>
  lost + doubled + different + unacknowledged.nothing === 0 && ledger === invoice;
