import { test } from 'vitest';
import { expectWire, hybrid, thinker, type WireRow } from '../../../test/support/wire-rows.ts';
import { groq } from './index.ts';

const rows: WireRow[] = [
  {
    what: 'asks a model with formats for reasoning apart',
    model: { ...hybrid, id: 'qwen3-32b', native: 'qwen/qwen3-32b' },
    given: { reasoning_effort: 'none' },
    want: { reasoning_effort: 'none', reasoning_format: 'parsed' },
  },
  {
    what: 'does not ask gpt-oss for a format',
    model: { ...thinker, id: 'gpt-oss-20b' },
    given: { reasoning_effort: 'low', max_tokens: 5 },
    want: { reasoning_effort: 'low', reasoning_format: undefined, max_completion_tokens: 5 },
  },
];

test.each(rows)('$what', (row) => expectWire(groq, row));
