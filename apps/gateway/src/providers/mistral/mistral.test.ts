import { test } from 'vitest';
import { expectWire, hybrid, thinker, tools, type WireRow } from '../../../test/support/wire-rows.ts';
import { mistral } from './index.ts';

const rows: WireRow[] = [
  {
    what: 'has names of its own',
    given: { seed: 7, tools, tool_choice: 'required', stream: true, max_completion_tokens: 5 },
    want: {
      random_seed: 7,
      seed: undefined,
      tool_choice: 'any',
      stream_options: undefined,
      stream: true,
      max_tokens: 5,
    },
  },
  {
    what: 'reasons by prompt where it always does',
    model: thinker,
    given: {},
    want: { prompt_mode: 'reasoning', reasoning_effort: undefined },
  },
  {
    what: 'reasons by effort elsewhere',
    model: hybrid,
    given: { reasoning_effort: 'high' },
    want: { prompt_mode: undefined, reasoning_effort: 'high' },
  },
];

test.each(rows)('$what', (row) => expectWire(mistral, row));
