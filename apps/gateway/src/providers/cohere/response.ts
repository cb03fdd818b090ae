import type { ChatAnswer, ToolCall } from '@parley/types';
import type { AdapterCall, Translated } from '../adapter.ts';
import { failure } from '../failure.ts';
import { arrayOf, isObject, type JsonObject, objectOf, stringOf } from '../json.ts';
import { settleFinishReason } from '../settle-finish-reason.ts';
import { readCitation } from './citations.ts';
import { finishReasonOf } from './finish-reason.ts';
import { detailOf, type Thought } from './reasoning.ts';
import { readReport } from './usage.ts';

/** Translates a whole answer. */
export function readResponse(body: unknown, { provider, model }: AdapterCall): Translated {
  const finish = isObject(body) ? stringOf(body['finish_reason']) : null;
  // As in a stream: an answer that doesn't say why it ended is not known to be whole.
  if (!isObject(body) || !isObject(body['message']) || finish === null)
    return { ok: false, failure: failure('upstream_invalid_response', 200) };
  const reason = finishReasonOf(finish);
  if (typeof reason !== 'string') return { ok: false, failure: reason };
  const message = readMessage(body['message'], stringOf(body['id']) ?? '');
  return {
    ok: true,
    answer: {
      id: stringOf(body['id']) ?? '',
      object: 'chat.completion',
      created: 0,
      model: `${provider}/${model.id}`,
      choices: [
        {
          index: 0,
          message,
          logprobs: null,
          finish_reason: settleFinishReason(reason, message.tool_calls !== undefined),
        },
      ],
      usage: readReport(body['usage']),
    },
  };
}

function readMessage(wire: JsonObject, answerId: string): ChatAnswer {
  const parts = arrayOf(wire['content']).map(objectOf);
  const texts = parts.flatMap((part) => stringOf(part['text']) ?? []);
  const thoughts = thoughtsIn(parts, stringOf(wire['tool_plan']));
  const calls = arrayOf(wire['tool_calls']).flatMap((call, index) => readCall(call, index, answerId));
  const annotations = arrayOf(wire['citations']).flatMap(readCitation);
  return {
    role: 'assistant',
    content: stringOf(wire['content']) ?? (texts.length === 0 ? null : texts.join('')),
    refusal: null,
    ...(thoughts.length === 0
      ? {}
      : { reasoning: thoughts.map(({ text }) => text).join(''), reasoning_details: thoughts.map(detailOf) }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    ...(annotations.length === 0 ? {} : { annotations }),
  };
}

function thoughtsIn(parts: JsonObject[], plan: string | null): Thought[] {
  const thinking = parts.flatMap((part): Thought[] => {
    const text = stringOf(part['thinking']);
    return text ? [{ kind: 'thinking', text }] : [];
  });
  return plan ? [...thinking, { kind: 'tool_plan', text: plan }] : thinking;
}

function readCall(wire: unknown, index: number, answerId: string): ToolCall[] {
  const { id, function: called } = objectOf(wire);
  const { name, arguments: input } = objectOf(called);
  const known = stringOf(name);
  if (!known) return [];
  return [
    {
      id: stringOf(id) || `call_${answerId}_0_${index}`,
      type: 'function',
      function: { name: known, arguments: stringOf(input) || '{}' },
    },
  ];
}
