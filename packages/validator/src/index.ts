export { checkUsage } from './check-usage.ts';
export type { OperationId } from './generated/operations.gen.ts';
export { type RuleId, rules } from './generated/rules.gen.ts';
export type { Problem } from './problem.ts';
export { type StreamChecker, streamChecker } from './rules/stream.ts';
export { validateChunk } from './validate-chunk.ts';
export { type Parameters, validateParameters } from './validate-parameters.ts';
export { validateRequest } from './validate-request.ts';
export { validateResponse } from './validate-response.ts';
