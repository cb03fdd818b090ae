/** What the load generator is told to do, as a line of JSON. */
export type Plan = {
  port: number;
  /** The bytes of one request, head and all. */
  request: string;
  connections: number;
} & ({ kind: 'requests'; seconds: number } | { kind: 'paced'; skipEvents: number; spreadMs: number });

/** What came of it. Times are in microseconds. */
export type Measured = {
  /** Answers that came whole. */
  answers: number;
  errors: number;
  /** One of the errors, if there was one. */
  error: string | null;
  seconds: number;
  /** `requests`: from sending to the end of the answer. `paced`: from the provider's writing a piece to its arrival. */
  latency: Quantiles;
  /** From sending to the first event of a stream. */
  first: Quantiles;
  /** What the load generator itself took. */
  loadCpuMs: number;
};

export type Quantiles = { count: number; p50: number; p99: number; max: number };
