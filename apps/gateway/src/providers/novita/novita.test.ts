import { test } from 'vitest';
import { expectWire, hybrid, type WireRow } from '../../../test/support/wire-rows.ts';
import { novita } from './index.ts';

const rows: WireRow[] = [
  {
    what: 'turns thinking off',
    model: hybrid,
    given: { reasoning_effort: 'none' },
    want: { enable_thinking: false },
  },
];

test.each(rows)('$what', (row) => expectWire(novita, row));
