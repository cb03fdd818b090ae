export type RecordedRequest = {
  method: string;
  /** With the query. */
  path: string;
  /** Names in lower case; repeated headers joined as node:http joins them. */
  headers: Readonly<Record<string, string>>;
  body: string;
  /** The body's JSON value; undefined when it is none. */
  parsed: unknown;
  /** Milliseconds since 1970. */
  receivedAt: number;
  /** The caller hung up before the answer was out. */
  aborted: boolean;
  abortedAt: number | null;
};
