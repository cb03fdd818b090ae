import { type Finding, mismatch } from '../finding.ts';
import type { Answer } from '../http/answer.ts';
import { showAnswer } from './show.ts';

/** The status is one of these, and the body is whole. */
export function hasStatus(answer: Answer, ...statuses: number[]): Finding | null {
  if (statuses.includes(answer.status) && answer.ended === 'whole') return null;
  return mismatch(`a status of ${showStatuses(statuses)} and a whole body`, showAnswer(answer));
}

/** `404 or 405`, and a row by its ends: `402 or 429 or 500 to 599`. */
function showStatuses(statuses: readonly number[]): string {
  const rows: number[][] = [];
  for (const status of statuses) {
    const row = rows.at(-1);
    if (row?.at(-1) === status - 1) row.push(status);
    else rows.push([status]);
  }
  return rows.map((row) => (row.length > 2 ? `${row[0]} to ${row.at(-1)}` : row.join(' or '))).join(' or ');
}

/** A 200 whose body is JSON. */
export function answered(answer: Answer): Finding | null {
  const wrong = hasStatus(answer, 200);
  if (wrong !== null || answer.json !== undefined) return wrong;
  return mismatch('a body of JSON', showAnswer(answer));
}

/** A 200 whose body is a stream of events that ends as HTTP wants it. How the events follow each other isn't looked at. */
export function streamed(answer: Answer): Finding | null {
  const wrong = hasStatus(answer, 200);
  if (wrong !== null || answer.events.length > 0) return wrong;
  const type = answer.headers['content-type'] ?? 'none';
  return mismatch('events, labelled text/event-stream', `content-type ${type}; ${showAnswer(answer)}`);
}
