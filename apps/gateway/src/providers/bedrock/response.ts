import type { Annotation, ChatAnswer, ReasoningDetail, ToolCall } from '@parley/types';
import type { AdapterCall, Translated } from '../adapter.ts';
import { failure } from '../failure.ts';
import { arrayOf, isObject, type JsonObject, objectOf, stringOf } from '../json.ts';
import { settleFinishReason } from '../settle-finish-reason.ts';
import { readCitation } from './citations.ts';
import { finishReasonOf } from './finish-reason.ts';
import { answerToolOf } from './json-answer.ts';
import { detailOf, readReasoning } from './reasoning-blocks.ts';
import { readReport } from './usage.ts';

/** Translates a whole answer. */
export function readResponse(body: unknown, call: AdapterCall): Translated {
  const wire = objectOf(objectOf(objectOf(body)['output'])['message']);
  const stopReason = stringOf(objectOf(body)['stopReason']);
  if (!Array.isArray(wire['content']) || stopReason === null)
    return { ok: false, failure: failure('upstream_invalid_response', 200) };
  const reason = finishReasonOf(stopReason);
  if (typeof reason !== 'string') return { ok: false, failure: reason };
  const message = readMessage(wire, call);
  return {
    ok: true,
    answer: {
      id: '',
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
      usage: readReport(objectOf(body)),
    },
  };
}

function readMessage(wire: JsonObject, call: AdapterCall): ChatAnswer {
  const answerTool = answerToolOf(call);
  const thoughts: string[] = [];
  const details: ReasoningDetail[] = [];
  const calls: ToolCall[] = [];
  const annotations: Annotation[] = [];
  let text: string | null = null;
  let json: string | null = null;
  for (const block of arrayOf(wire['content']).map(objectOf)) {
    if (isObject(block['reasoningContent'])) {
      const reasoning = readReasoning(block['reasoningContent']);
      const place = { characters: text?.length ?? 0, calls: calls.length };
      if (reasoning.text !== '') thoughts.push(reasoning.text);
      details.push(detailOf(reasoning, place, { index: details.length, model: call.model }));
    }
    const said = textOf(block);
    if (said !== null) {
      const start: number = text?.length ?? 0;
      text = (text ?? '') + said;
      const { citations } = objectOf(block['citationsContent']);
      annotations.push(...arrayOf(citations).flatMap((one) => readCitation(one, start, start + said.length)));
    }
    const { toolUseId, name, input } = objectOf(block['toolUse']);
    const tool = stringOf(name);
    if (!tool) continue;
    const written = JSON.stringify(objectOf(input));
    if (tool === answerTool) json = (json ?? '') + written;
    else {
      const id = stringOf(toolUseId) || `call_${calls.length}`;
      calls.push({ id, type: 'function', function: { name: tool, arguments: written } });
    }
  }
  return {
    role: 'assistant',
    // Words beside the JSON that was asked for would make it none.
    content: json ?? text,
    refusal: null,
    ...(thoughts.length === 0 ? {} : { reasoning: thoughts.join('') }),
    ...(details.length === 0 ? {} : { reasoning_details: details }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    ...(annotations.length === 0 || answerTool !== null ? {} : { annotations }),
  };
}

function textOf(block: JsonObject): string | null {
  const { text, citationsContent } = block;
  if (!isObject(citationsContent)) return stringOf(text);
  return arrayOf(citationsContent['content'])
    .map((part) => stringOf(objectOf(part)['text']) ?? '')
    .join('');
}
