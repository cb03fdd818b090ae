import { test } from 'vitest';
import { reasoningModel } from '../../../test/support/told-by-adapter.ts';
import { expectWire, type WireRow } from '../../../test/support/wire-rows.ts';
import { fireworks } from './index.ts';

const rows: WireRow[] = [
  {
    what: 'takes a budget for an effort',
    model: reasoningModel('qwen'),
    given: { reasoning: { max_tokens: 100 } },
    want: { reasoning_effort: 100 },
    ignored: [],
  },
];

test.each(rows)('$what', (row) => expectWire(fireworks, row));
