import type { ChatAnswer, ReasoningDetail, ToolCall } from '@parley/types';
import type { AdapterCall, Translated } from '../adapter.ts';
import { failure } from '../failure.ts';
import { arrayOf, isObject, objectOf, stringOf } from '../json.ts';
import { settleFinishReason } from '../settle-finish-reason.ts';
import type { Dialect } from './dialect.ts';
import { errorIn, explainErrorInside } from './error.ts';
import { finishReasonOf } from './finish-reason.ts';
import { jsonWayOf } from './json-way.ts';
import { createBlockReader, type Piece } from './read-blocks.ts';
import { readReport } from './usage.ts';

/** Translates a whole message. A refusal is an answer too. */
export function readResponse(body: unknown, call: AdapterCall, dialect: Dialect): Translated {
  const error = errorIn(body);
  if (error !== null) return { ok: false, failure: explainErrorInside(error) };
  const stopReason = isObject(body) ? stringOf(body['stop_reason']) : null;
  // As in a stream: an answer that doesn't say why it ended is not known to be whole.
  if (!isObject(body) || !Array.isArray(body['content']) || stopReason === null)
    return { ok: false, failure: failure('upstream_invalid_response', 200) };
  const reader = createBlockReader({ answersByTool: jsonWayOf(call, dialect)?.kind === 'tool' });
  const pieces = arrayOf(body['content'])
    .filter(isObject)
    .flatMap((block, index) => [...reader.start(index, block), ...reader.stop(index)]);
  const id = stringOf(body['id']) ?? '';
  const message = assemble(pieces, id);
  const reason = finishReasonOf(stopReason);
  const tier = stringOf(objectOf(body['usage'])['service_tier']);
  return {
    ok: true,
    answer: {
      id,
      object: 'chat.completion',
      created: 0,
      model: `${call.provider}/${call.model.id}`,
      choices: [
        {
          index: 0,
          message,
          logprobs: null,
          finish_reason: settleFinishReason(reason, message.tool_calls !== undefined),
        },
      ],
      usage: readReport(body['usage']),
      ...(tier === null ? {} : { service_tier: tier }),
    },
  };
}

function assemble(pieces: readonly Piece[], answerId: string): ChatAnswer {
  const text = (field: 'content' | 'reasoning') => {
    const parts = pieces.flatMap((piece) => piece[field] ?? []);
    return parts.length === 0 ? null : parts.join('');
  };
  const reasoning = text('reasoning');
  const details = pieces.flatMap(({ detail }) => detail ?? []).reduce(joinThinking, []);
  const annotations = pieces.flatMap((piece) => piece.annotations ?? []);
  const calls = callsOf(pieces, answerId);
  return {
    role: 'assistant',
    content: text('content'),
    // Why it was refused, Anthropic says in its own words, and those stay behind.
    refusal: null,
    ...(reasoning === null ? {} : { reasoning }),
    ...(details.length === 0 ? {} : { reasoning_details: details }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    ...(annotations.length === 0 ? {} : { annotations }),
  };
}

function callsOf(pieces: readonly Piece[], answerId: string): ToolCall[] {
  const calls = new Map<unknown, ToolCall>();
  for (const { call } of pieces) {
    if (call === undefined) continue;
    const begun = calls.get(call.key);
    if (begun !== undefined) begun.function.arguments += call.arguments ?? '';
    else if (call.name)
      calls.set(call.key, {
        id: call.id || `call_${answerId}_0_${calls.size}`,
        type: 'function',
        function: { name: call.name, arguments: call.arguments ?? '' },
      });
  }
  return [...calls.values()];
}

function joinThinking(details: ReasoningDetail[], next: ReasoningDetail): ReasoningDetail[] {
  const last = details.at(-1);
  if (last?.type !== 'reasoning.text' || next.type !== 'reasoning.text' || last.index !== next.index)
    return [...details, next];
  return [...details.slice(0, -1), { ...next, text: (last.text ?? '') + (next.text ?? '') }];
}
