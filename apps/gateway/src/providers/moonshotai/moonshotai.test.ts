import { test } from 'vitest';
import { expectWire, hybrid, tools, type WireRow } from '../../../test/support/wire-rows.ts';
import { moonshotai } from './index.ts';

const rows: WireRow[] = [
  {
    what: 'never forces a tool',
    given: { tools, tool_choice: 'required' },
    want: { tool_choice: 'auto' },
    ignored: ['tool_choice'],
  },
  {
    what: 'has one temperature',
    model: { ...hybrid, id: 'kimi-k2.6' },
    given: { temperature: 0, reasoning_effort: 'none' },
    want: { temperature: undefined, thinking: { type: 'disabled' } },
    ignored: ['temperature'],
  },
];

test.each(rows)('$what', (row) => expectWire(moonshotai, row));
