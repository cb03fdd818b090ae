import type { StreamEvent } from './event-reader.ts';

export type Answer = {
  /** 0 when none came. */
  status: number;
  /** Names in lower case; repeated ones joined by a comma. */
  headers: Readonly<Record<string, string>>;
  /** The body as it came, bytes that are no UTF-8 replaced. */
  text: string;
  /** The body's JSON value; undefined when it is none. */
  json: unknown;
  /** Of a body of text/event-stream; empty otherwise. */
  events: readonly StreamEvent[];
  /** `cut`: the connection closed before the body was whole. `hung up`: we closed it, as asked. */
  ended: 'whole' | 'cut' | 'hung up' | 'timeout' | 'none';
  /** Why there is no answer, or not all of it; null when it is whole. */
  failure: string | null;
  durationMs: number;
};
