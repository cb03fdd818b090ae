/** What one caller may take: sizes in bytes, times in milliseconds, depth in levels of arrays and objects. */
export type ServerLimits = {
  bodyBytes: number;
  headerBytes: number;
  jsonDepth: number;
  /** For the whole request, body included. */
  requestTimeoutMs: number;
  /** For the head of the request; never more than `requestTimeoutMs` in effect. */
  headersTimeoutMs: number;
  keepAliveTimeoutMs: number;
  /** How often late requests are looked for; a quarter of `headersTimeoutMs` if absent. */
  connectionsCheckingIntervalMs?: number;
};
