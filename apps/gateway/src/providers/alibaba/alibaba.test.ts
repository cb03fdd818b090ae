import { test } from 'vitest';
import { reasoningModel } from '../../../test/support/told-by-adapter.ts';
import { expectWire, hybrid, type WireRow } from '../../../test/support/wire-rows.ts';
import { alibaba } from './index.ts';

const rows: WireRow[] = [
  {
    what: 'turns an effort into a budget below the cap',
    model: hybrid,
    given: { reasoning_effort: 'high', max_tokens: 1000 },
    want: { enable_thinking: true, thinking_budget: 800 },
  },
  {
    what: 'has its own budget for each effort',
    model: hybrid,
    given: { reasoning_effort: 'low' },
    want: { enable_thinking: true, thinking_budget: 2048 },
  },
  {
    what: 'takes a budget over an effort',
    model: reasoningModel('qwen', { budget_max: 500 }),
    given: { reasoning: { max_tokens: 600, effort: 'low' } },
    want: { thinking_budget: 500 },
    ignored: [],
  },
  {
    what: 'turns thinking off',
    model: hybrid,
    given: { reasoning_effort: 'none' },
    want: { enable_thinking: false, thinking_budget: undefined },
  },
  {
    what: 'turns thinking off in an open model that can not answer whole with it',
    model: { ...hybrid, id: 'qwen3-32b' },
    given: {},
    want: { enable_thinking: false },
  },
  { what: 'searches', given: { web_search: true }, want: { enable_search: true } },
];

test.each(rows)('$what', (row) => expectWire(alibaba, row));
