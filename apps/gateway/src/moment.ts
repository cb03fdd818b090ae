/** Milliseconds since 1970 of a date-time of RFC 3339, which may lie in a leap second: Date.parse knows none. */
export function parseMoment(text: string): number {
  const isLeap = /:60(?=[.z+-])/i.test(text);
  return Date.parse(isLeap ? text.replace(':60', ':59') : text) + (isLeap ? 1_000 : 0);
}
