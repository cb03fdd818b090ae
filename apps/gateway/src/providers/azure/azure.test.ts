import { test } from 'vitest';
import { reasoningModel } from '../../../test/support/told-by-adapter.ts';
import { expectWire, type WireRow } from '../../../test/support/wire-rows.ts';
import { azure } from './index.ts';

const rows: WireRow[] = [
  {
    what: 'is OpenAI',
    model: reasoningModel('gpt-5'),
    given: { max_tokens: 9, temperature: 0 },
    want: { max_completion_tokens: 9, temperature: undefined },
    ignored: ['temperature'],
  },
];

test.each(rows)('$what', (row) => expectWire(azure, row));
