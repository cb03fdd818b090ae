/** Whether an event tells of a failure, as clients decide it: by a top-level `error`. */
export function isErrorEvent(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'error' in data && data.error != null;
}
