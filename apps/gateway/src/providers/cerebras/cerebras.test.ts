import { test } from 'vitest';
import { add, expectWire, tools, type WireRow } from '../../../test/support/wire-rows.ts';
import { cerebras } from './index.ts';

const rows: WireRow[] = [
  {
    what: 'closes the schemas of tools',
    given: { tools },
    want: {
      tools: [
        {
          type: 'function',
          function: {
            name: 'add',
            strict: true,
            parameters: { ...add.function.parameters, additionalProperties: false },
          },
        },
      ],
    },
  },
  {
    what: 'leaves a tool open that is said to be',
    given: { tools: [{ ...add, function: { ...add.function, strict: false } }] },
    want: { tools: [{ ...add, function: { ...add.function, strict: false } }] },
  },
];

test.each(rows)('$what', (row) => expectWire(cerebras, row));
