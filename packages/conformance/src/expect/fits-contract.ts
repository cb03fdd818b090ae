import { type OperationId as ParleyOperation, validateResponse } from '@parley/validator';
import { type OperationId, validateResponse as validateForOpenai } from '@parley/validator/openai';
import type { Contract } from '../check.ts';
import { type Finding, mismatch } from '../finding.ts';
import type { Answer } from '../http/answer.ts';

/**
 * The body fits the schema of its operation and status, and of a completion the rules about usage, money and
 * metadata hold. Operations that OpenAI doesn't have are asked of Parley's contract.
 */
export function fitsContract(
  contract: Contract,
  operationId: OperationId | ParleyOperation,
  { status, json }: Answer,
): Finding | null {
  const problem =
    contract === 'openai' && isOpenai(operationId)
      ? validateForOpenai(operationId, status, json)
      : validateResponse(operationId, status, json);
  if (problem === null) return null;
  return mismatch(
    `a body that fits ${operationId}${problem.rule === null ? '' : `, rule ${problem.rule}`}`,
    problem.message,
  );
}

function isOpenai(operationId: string): operationId is OperationId {
  return ['createChatCompletion', 'listModels', 'getModel'].includes(operationId);
}
