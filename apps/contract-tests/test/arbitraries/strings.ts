import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from '../schema/schema.ts';
import { atLimit } from './at-limit.ts';

const usualLength = 24;

/** Of any code points that UTF-8 can carry; JSON Schema counts length in these. */
export function strings({ minLength = 0, maxLength, pattern, format }: Schema): Arbitrary<string> {
  if (format === 'date') return moments.map((moment) => moment.slice(0, 10));
  if (format === 'date-time') return moments;
  if (format !== undefined) throw new Error(`Teach the tests what the format ${format} is.`);
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'));
  return atLimit({ min: minLength, limit: maxLength, usual: usualLength }, (length) =>
    fc.string({ ...length, unit: 'binary' }),
  );
}

const moments = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
