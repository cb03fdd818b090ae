import type { Problem } from './problem.ts';

/** A request that breaks the contract. Fastify answers it with `statusCode`, or an error handler reads `problem`. */
export class InvalidRequestError extends Error {
  override readonly name = 'InvalidRequestError';
  readonly statusCode = 400;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}
