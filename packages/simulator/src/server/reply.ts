import type { Charge } from './charge.ts';

/** One thing to do on the socket, in order. When all are done the response ends as HTTP wants it. */
export type Part =
  | {
      kind: 'bytes';
      bytes: Buffer;
      /** `event` carries a piece of the answer, `end` says that the answer is over, `body` is a whole JSON body. */
      label: 'event' | 'end' | 'body' | 'noise';
      /** Completion tokens in it: charged once it is written. */
      tokens: number;
    }
  | { kind: 'wait'; ms: number }
  /** Sends the status line and headers, when no bytes have done so yet. */
  | { kind: 'head' }
  | { kind: 'early-hints' }
  /** Never ends; with bytes, these are written again and again. */
  | { kind: 'hang'; repeat: { bytes: Buffer; everyMs: number } | null }
  /** Closes the connection in the middle: FIN, or RST. */
  | { kind: 'destroy' }
  | { kind: 'reset' };

export type Reply = {
  status: number;
  headers: Record<string, string>;
  parts: readonly Part[];
  /** Null when nothing was answered, so nothing is charged. */
  charge: Charge | null;
};

/** A reply whose body is there at once, and not charged. */
export function bodyReply(status: number, bytes: Buffer, headers: Record<string, string>): Reply {
  return {
    status,
    headers: { ...headers, 'content-length': String(bytes.length) },
    parts: [{ kind: 'bytes', bytes, label: 'body', tokens: 0 }],
    charge: null,
  };
}
