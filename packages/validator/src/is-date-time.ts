import { isDate } from './is-date.ts';

// Seconds may be 60, when one is put in.
const time = /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;

/** Whether a text is a date-time of RFC 3339, such as 2026-01-31T12:00:00Z. */
export function isDateTime(text: string): boolean {
  return isDate(text.slice(0, 10)) && /^[t ]$/i.test(text.charAt(10)) && time.test(text.slice(11));
}
