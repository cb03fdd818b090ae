import { test } from 'vitest';
import { expectWire, unsent, type WireRow } from '../../../test/support/wire-rows.ts';
import { openrouter } from './index.ts';

const rows: WireRow[] = [
  {
    what: 'takes reasoning as an object, and tells the cost',
    given: { reasoning: { effort: 'low' }, stream: true },
    want: {
      reasoning: { effort: 'low' },
      reasoning_effort: undefined,
      usage: { include: true },
      stream_options: undefined,
    },
  },
  {
    what: 'takes a budget',
    given: { reasoning: { max_tokens: 10, effort: 'low' } },
    want: { reasoning: { max_tokens: 10 } },
    ignored: [],
  },
  {
    what: 'searches by a plugin',
    given: { web_search: true },
    want: { plugins: [{ id: 'web' }] },
  },
  {
    what: 'samples in every way, and is not told our routing',
    given: { top_k: 1, min_p: 0.1, top_a: 0.1, repetition_penalty: 1, models: ['a'], routing: 'price' },
    want: { top_k: 1, min_p: 0.1, top_a: 0.1, repetition_penalty: 1, ...unsent('models', 'routing') },
  },
];

test.each(rows)('$what', (row) => expectWire(openrouter, row));
