import type { Operation } from '../operation.ts';
import type { Problem } from '../problem.ts';
import { showValue } from '../show-value.ts';
import { undocumentedStatus } from '../undocumented-status.ts';

/** How an answer is to be read, by its status and its header `content-type`; or why there can be no such answer. */
export function answerKind(
  operation: Operation,
  status: number,
  contentType: string,
): 'json' | 'stream' | 'other' | Problem {
  const { operationId, answers } = operation;
  const documented = answers[status] ?? answers['default'];
  if (documented === undefined) return undocumentedStatus(operationId, status);
  const mediaType = contentType.replace(/;.*/s, '').trim().toLowerCase();
  if (!documented.includes(mediaType)) {
    const message = `${operationId} answers ${status} with ${documented.join(' or ')}, got ${showValue(mediaType)}.`;
    return { param: null, message, kind: 'invalid', rule: null };
  }
  if (mediaType === 'application/json') return 'json';
  return mediaType === 'text/event-stream' && operation.streamChecker ? 'stream' : 'other';
}
