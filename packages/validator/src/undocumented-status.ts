import type { Problem } from './problem.ts';

export function undocumentedStatus(operationId: string, status: number): Problem {
  const message = `${operationId} has no documented JSON answer with status ${status}.`;
  return { param: null, message, kind: 'invalid', rule: null };
}
