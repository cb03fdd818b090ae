import type { Operation } from './operation.ts';

/** Throws where the contract has no such operation, which types keep from happening. */
export function findOperation(
  operations: { readonly [operationId: string]: Operation },
  operationId: string,
): Operation {
  const operation = Object.hasOwn(operations, operationId) ? operations[operationId] : undefined;
  if (operation === undefined) throw new TypeError(`The contract has no operation ${String(operationId)}.`);
  return operation;
}
