import { test } from 'vitest';
import { expectWire, type WireRow } from '../../../test/support/wire-rows.ts';
import { vllm } from './index.ts';

const rows: WireRow[] = [
  {
    what: 'turns thinking off in the template',
    given: { reasoning: { enabled: false } },
    want: { chat_template_kwargs: { enable_thinking: false, thinking: false } },
  },
];

test.each(rows)('$what', (row) => expectWire(vllm, row));
