import type { ChatAnswer, ChoiceLogprobs, ToolCall } from '@parley/types';
import type { AdapterCall, Translated } from '../adapter.ts';
import { failure } from '../failure.ts';
import { arrayOf, countOf, isObject, type JsonObject, objectOf, stringOf } from '../json.ts';
import { Annotations } from '../openai-compatible/citations.ts';
import { isError } from '../openai-compatible/error.ts';
import { readLogprobs } from '../openai-compatible/message.ts';
import { settleFinishReason } from '../settle-finish-reason.ts';
import { explainFailed } from './error.ts';
import { finishReasonOf } from './finish-reason.ts';
import { annotationsOf, detailsOf, isSearch, reasoningOf, textOf } from './output.ts';
import { readReport } from './usage.ts';

/** Translates a whole answer. Only one that is complete, or says why it isn't, is one. */
export function readResponse(body: unknown, { provider, model }: AdapterCall, format: string): Translated {
  if (!isObject(body)) return { ok: false, failure: failure('upstream_invalid_response', 200) };
  if (isError(body) || body['status'] === 'failed') return { ok: false, failure: explainFailed(body) };
  if (body['status'] !== 'completed' && body['status'] !== 'incomplete')
    return { ok: false, failure: failure('upstream_invalid_response', 200) };
  const items = arrayOf(body['output']).filter(isObject);
  const message = readItems(items, format);
  const called = (message.tool_calls?.length ?? 0) > 0;
  return {
    ok: true,
    answer: {
      id: stringOf(body['id']) ?? '',
      object: 'chat.completion',
      created: countOf(body['created_at']) ?? 0,
      model: `${provider}/${model.id}`,
      choices: [
        {
          index: 0,
          message,
          logprobs: logprobsOf(items),
          finish_reason: settleFinishReason(finishReasonOf(body), called),
        },
      ],
      usage: readReport(body, items.filter(isSearch).length),
      ...(typeof body['service_tier'] === 'string' ? { service_tier: body['service_tier'] } : {}),
    },
  };
}

function readItems(items: JsonObject[], format: string): ChatAnswer {
  const texts: string[] = [];
  const reasoning: string[] = [];
  let refusal = '';
  const details: NonNullable<ChatAnswer['reasoning_details']> = [];
  const calls: ToolCall[] = [];
  const annotations: NonNullable<ChatAnswer['annotations']> = [];
  for (const item of items) {
    if (item['type'] === 'reasoning') {
      reasoning.push(reasoningOf(item));
      details.push(...detailsOf(item, format, details.length));
    } else if (item['type'] === 'function_call') {
      calls.push(readCall(item));
    } else if (item['type'] === 'message') {
      texts.push(textOf(item['content'], 'text'));
      refusal += textOf(item['content'], 'refusal');
      annotations.push(
        ...annotationsOf(arrayOf(item['content']).flatMap((part) => arrayOf(objectOf(part)['annotations']))),
      );
    }
  }
  const thought = reasoning.filter(Boolean).join('\n\n');
  const sources = new Annotations().placed(annotations);
  return {
    role: 'assistant',
    content: texts.length === 0 ? null : texts.join(''),
    refusal: refusal || null,
    ...(thought ? { reasoning: thought } : {}),
    ...(details.length === 0 ? {} : { reasoning_details: details }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    ...(sources.length === 0 ? {} : { annotations: sources }),
  };
}

const readCall = (item: JsonObject): ToolCall => ({
  id: stringOf(item['call_id']) ?? stringOf(item['id']) ?? '',
  type: 'function',
  function: { name: stringOf(item['name']) ?? '', arguments: stringOf(item['arguments']) ?? '' },
});

function logprobsOf(items: JsonObject[]): ChoiceLogprobs {
  const parts = items.flatMap((item) => (item['type'] === 'message' ? arrayOf(item['content']) : []));
  const tokens = parts.flatMap((part) => arrayOf(objectOf(part)['logprobs']));
  return tokens.length === 0 ? null : readLogprobs({ content: tokens });
}
