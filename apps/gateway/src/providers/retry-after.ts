/** Headers of an answer, by their names in lower case. */
export type ResponseHeaders = { [name: string]: string | string[] | undefined };

/** No wait that a provider asks for is longer. */
export const longestWaitMs = 60 * 60 * 1000;

/** The wait that a provider asks for, an hour at most; `null` when it asks for none that can be understood. */
export function retryAfterMsOf(headers: ResponseHeaders): number | null {
  return waitOf(headers['retry-after-ms'], 1) ?? waitOf(headers['retry-after'], 1000);
}

function waitOf(value: string | string[] | undefined, unitMs: number): number | null {
  if (typeof value !== 'string' || !/^\d+(\.\d+)?$/.test(value)) return null;
  return Math.min(Math.ceil(Number(value) * unitMs), longestWaitMs);
}
