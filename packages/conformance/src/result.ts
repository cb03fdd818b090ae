import type { Area } from './areas.ts';
import type { Contract, Severity } from './check.ts';
import type { Exchange } from './http/exchange.ts';

type Common = {
  id: string;
  area: Area;
  title: string;
  severity: Severity;
  contract: Contract;
  source: string;
  durationMs: number;
};

/** How one check went. */
export type Result = Common &
  (
    | { outcome: 'passed' }
    | { outcome: 'failed'; expected: string; found: string; exchanges: Exchange[] }
    | { outcome: 'skipped'; reason: string }
  );
