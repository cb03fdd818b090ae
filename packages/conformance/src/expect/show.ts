import type { Answer } from '../http/answer.ts';

const LONGEST = 200;

/** A foreign value for a sentence, as JSON and not too long. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** A foreign text for a terminal: its control characters could move the cursor, or rewrite what stands there. */
export function printable(text: string): string {
  return text.replace(/(?![\t\n])\p{Cc}/gu, '\uFFFD');
}

/** An answer for a sentence: its status and how it begins, or why there was none. */
export function showAnswer({ status, text, failure }: Answer): string {
  if (status === 0) return `no answer (${failure})`;
  const body = printable(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
  return `status ${status}${failure === null ? '' : `, broken off (${failure})`}: ${body === '' ? 'an empty body' : body}`;
}
