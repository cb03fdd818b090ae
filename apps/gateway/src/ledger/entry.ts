import type { RequestRecord } from '../pipeline/record.ts';
import type { BudgetPeriod } from './budgets.ts';

/** What a request is known by before it has ended. */
export type Opening = {
  /** Of our own making: the caller's may come twice. */
  requestId: string;
  /** What the caller knows it by. */
  givenId: string;
  keyId: string;
  requestedModel: string;
  /** Milliseconds since 1970. */
  createdAtMs: number;
  /** The budgets it counts against. */
  periods: BudgetPeriod[];
  /** Picodollars as text: what it is taken to have cost when nobody can tell any more. `null`: nobody can tell now. */
  estimate: string | null;
};

/** A line of the journal. */
export type Entry =
  | { kind: 'opened'; opening: Opening }
  | { kind: 'ended'; opening: Opening; record: RequestRecord };

/** What stands as JSON in a request's row. */
export type RequestDocument =
  | { running: true; periods: BudgetPeriod[]; estimate: string | null }
  | { running: false; record: RequestRecord };

/** A line of the journal, which only we write. */
export const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && 'kind' in value;
