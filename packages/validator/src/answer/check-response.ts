import { contractViolation } from '../error-body.ts';
import type { Operation } from '../operation.ts';
import type { Problem } from '../problem.ts';
import { answerKind } from './answer-kind.ts';
import { parseJson } from './parse-json.ts';
import { watchBody } from './watch-body.ts';
import { watchStream } from './watch-stream.ts';

/**
 * A response whose body is held to the contract: whole before it is returned, or a stream while it passes.
 * With `enforce` a 500 of the contract takes the place of one that breaks it.
 */
export async function checkResponse(
  operation: Operation,
  response: Response,
  requestBody: unknown,
  report: (problem: Problem) => void,
  enforce: boolean,
): Promise<Response> {
  const { status, headers, body } = response;
  const kind = answerKind(operation, status, headers.get('content-type') ?? '');
  if (kind === 'other') return response;
  if (kind === 'stream' && body !== null && operation.streamChecker) {
    const watch = watchStream(operation.streamChecker(requestBody), report, enforce);
    return new Response(watchBody(body, watch), response);
  }
  if (kind !== 'json' && kind !== 'stream') return refused(response, kind, report, enforce);
  const bytes = await response.arrayBuffer();
  const problem = operation.validateResponse(status, parseJson(new TextDecoder().decode(bytes)));
  const whole = new Response(bytes, response);
  return problem === null ? whole : refused(whole, problem, report, enforce);
}

async function refused(
  response: Response,
  problem: Problem,
  report: (problem: Problem) => void,
  enforce: boolean,
): Promise<Response> {
  report(problem);
  if (!enforce) return response;
  await response.body?.cancel();
  return Response.json(contractViolation, { status: 500 });
}
