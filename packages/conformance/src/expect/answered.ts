import { type Finding, mismatch } from '../finding.ts';
import type { Answer } from '../http/answer.ts';
import { showAnswer } from './show.ts';

/** The status is one of these, and the body is whole. */
export function hasStatus(answer: Answer, ...statuses: number[]): Finding | null {
  if (statuses.includes(answer.status) && answer.ended === 'whole') return null;
  return mismatch(`status ${statuses.join(' or ')} and a whole body`, showAnswer(answer));
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
