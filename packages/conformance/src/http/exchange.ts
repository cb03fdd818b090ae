import type { Answer } from './answer.ts';

/** A request and its answer as a report shows them: keys taken out, long bodies cut. */
export type Exchange = {
  request: { method: string; url: string; headers: Record<string, string>; body: string };
  /** Null when none came. */
  answer: { status: number; headers: Record<string, string>; body: string } | null;
  /** Why there is no answer, or not all of it. */
  failure: string | null;
  durationMs: number;
};

export type Sent = { method: string; url: string; headers: Record<string, string>; body: string };

const LONGEST_BODY = 12_000;

/** Puts an exchange on record. `redact` takes the keys out of any text. */
export function recordExchange(sent: Sent, answer: Answer, redact: (text: string) => string): Exchange {
  const headers = (given: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(given).map(([name, value]) => [name, redact(value)]));
  const body = (text: string) => shorten(redact(text));
  return {
    request: {
      method: sent.method,
      url: redact(sent.url),
      headers: headers(sent.headers),
      body: body(sent.body),
    },
    answer:
      answer.status === 0
        ? null
        : { status: answer.status, headers: headers(answer.headers), body: body(answer.text) },
    failure: answer.failure,
    durationMs: answer.durationMs,
  };
}

function shorten(text: string): string {
  if (text.length <= LONGEST_BODY) return text;
  const half = LONGEST_BODY / 2;
  return `${text.slice(0, half)}\n… ${text.length - LONGEST_BODY} characters left out …\n${text.slice(-half)}`;
}
