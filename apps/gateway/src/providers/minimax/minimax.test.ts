import { test } from 'vitest';
import { add, expectWire, hybrid, tools, type WireRow } from '../../../test/support/wire-rows.ts';
import { minimax } from './index.ts';

const rows: WireRow[] = [
  {
    what: 'thinks adaptively, and apart from the text',
    model: hybrid,
    given: { reasoning_effort: 'high' },
    want: { thinking: { type: 'adaptive' }, reasoning_split: true, reasoning_effort: undefined },
  },
  {
    what: 'does not know strict',
    given: { tools: [{ ...add, function: { ...add.function, strict: true } }] },
    want: { tools },
    ignored: ['tools[].function.strict'],
  },
];

test.each(rows)('$what', (row) => expectWire(minimax, row));
