import type { FinishReason } from '@parley/types';
import { type Failure, type FailureCode, failure } from '../failure.ts';
import { isObject, type JsonObject, stringOf } from '../json.ts';
import { explainErrorInside } from './error.ts';

const reasons: { [wire: string]: FinishReason } = {
  stop: 'stop',
  eos: 'stop',
  eos_token: 'stop',
  end_turn: 'stop',
  stop_sequence: 'stop',
  length: 'length',
  max_tokens: 'length',
  model_length: 'length',
  model_context_window_exceeded: 'length',
  tool_calls: 'tool_calls',
  tool_use: 'tool_calls',
  function_call: 'tool_calls',
  content_filter: 'content_filter',
  sensitive: 'content_filter',
  safety: 'content_filter',
  refusal: 'content_filter',
};

// The provider gave up in the middle. Its text so far is no answer, and calling it one would hide that.
const faults: { [wire: string]: [code: FailureCode, status: number] } = {
  error: ['upstream_error', 500],
  abort: ['upstream_error', 500],
  network_error: ['upstream_error', 500],
  insufficient_system_resource: ['upstream_overloaded', 503],
};

/** Our word for the provider's. One that nobody knows is `stop`: the provider said it was done. */
export const finishReasonOf = (wire: string): FinishReason => ownValue(reasons, wire) ?? 'stop';

/** Why a choice ended; `null`: it did not. Some servers say that as the text "null". */
export function reasonIn(choice: JsonObject): string | null {
  const reason = stringOf(choice['finish_reason']);
  return reason === '' || reason === 'null' ? null : reason;
}

/** The failure that a choice reports, if it does: by an error of its own or by its finish reason. */
export function faultOf(choice: JsonObject): Failure | null {
  if (isObject(choice['error'])) return explainErrorInside(choice);
  const reason = reasonIn(choice);
  if (reason === null) return null;
  const fault = ownValue(faults, reason);
  return fault === undefined ? null : failure(...fault);
}

// "constructor" is in every object, and no reason.
function ownValue<Value>(table: { [wire: string]: Value }, wire: string): Value | undefined {
  const name = wire.toLowerCase();
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
