import { type OperationId, type Problem, streamChecker, validateResponse } from '@parley/validator';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { gatewayError } from './gateway-error.ts';
import type { Metrics } from './metrics.ts';

/** Checks one stream, event by event, with the rules that hold between events. */
export type StreamCheck = { push(event: unknown): void; end(): void };

/** Holds the gateway's own answers to its contract. With `enforce`, one that doesn't fit is not sent. */
export type ContractCheck = {
  response(operationId: OperationId, status: number, body: unknown, requestId: string): void;
  stream(requestId: string): StreamCheck;
};

const unchecked: StreamCheck = { push() {}, end() {} };

export function createContractCheck(mode: Config['contract'], log: Logger, metrics: Metrics): ContractCheck {
  if (mode === 'off') return { response() {}, stream: () => unchecked };
  const report = (problems: readonly Problem[], requestId: string) => {
    for (const { rule, param, message } of problems) {
      metrics.contractViolation(rule ?? 'schema');
      log.error({ requestId, rule, param, problem: message }, 'an answer does not fit the contract');
    }
    if (problems.length > 0 && mode === 'enforce') throw gatewayError('contract_violation');
  };
  return {
    response(operationId, status, body, requestId) {
      const problem = validateResponse(operationId, status, body);
      if (problem !== null) report([problem], requestId);
    },
    stream(requestId) {
      const checker = streamChecker();
      return {
        push: (event) => report(checker.push(event), requestId),
        end: () => report(checker.end(), requestId),
      };
    },
  };
}
