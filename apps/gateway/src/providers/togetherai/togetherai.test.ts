import { test } from 'vitest';
import { expectWire, hybrid, type WireRow } from '../../../test/support/wire-rows.ts';
import { togetherai } from './index.ts';

const rows: WireRow[] = [
  {
    what: 'turns reasoning off in an object',
    model: hybrid,
    given: { reasoning_effort: 'none' },
    want: { reasoning: { enabled: false }, reasoning_effort: undefined },
  },
];

test.each(rows)('$what', (row) => expectWire(togetherai, row));
