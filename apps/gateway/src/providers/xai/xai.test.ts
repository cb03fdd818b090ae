import { test } from 'vitest';
import { expectWire, hybrid, type WireRow } from '../../../test/support/wire-rows.ts';
import { xai } from './index.ts';

const rows: WireRow[] = [
  {
    what: 'refuses penalties and stops while it reasons',
    model: hybrid,
    given: { presence_penalty: 1, stop: ['x'], temperature: 0 },
    want: { presence_penalty: undefined, stop: undefined, temperature: 0 },
    ignored: ['presence_penalty', 'stop'],
  },
];

test.each(rows)('$what', (row) => expectWire(xai, row));
