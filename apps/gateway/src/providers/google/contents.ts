import type { AssistantMessage, TextContent, ToolMessage } from '@parley/types';
import type { AdapterCall } from '../adapter.ts';
import { isObject, parseJson } from '../json.ts';
import { writeAnswer } from './answer-parts.ts';
import { writeUserPart } from './media.ts';
import { isOurs, wireIdOf } from './signatures.ts';
import { demandsSignatures } from './thinking.ts';
import type { GenerateContentBody, WireContent, WirePart } from './wire.ts';

type Calls = NonNullable<AssistantMessage['tool_calls']>;

/** The conversation. Instructions stand apart from it, and the results of one answer's calls together, in the calls' order. */
export function writeContents(
  { request, model }: AdapterCall,
  ignored: Set<string>,
): Pick<GenerateContentBody, 'contents' | 'systemInstruction'> {
  const contents: WireContent[] = [];
  const instructions: WirePart[] = [];
  const options = { demandsSignatures: demandsSignatures(model) };
  const names = new Map<string, string>();
  let calls: Calls = [];
  let results: ToolMessage[] = [];
  const closeResults = () => {
    if (results.length > 0) contents.push({ role: 'user', parts: writeResults(results, calls, names) });
    results = [];
  };
  for (const message of request.messages) {
    if (message.role === 'tool') {
      results.push(message);
      continue;
    }
    closeResults();
    switch (message.role) {
      case 'system':
      case 'developer':
        instructions.push({ text: textOf(message.content) });
        break;
      case 'user': {
        const { content } = message;
        const parts: WirePart[] =
          typeof content === 'string'
            ? [{ text: content }]
            : content.map((part) => writeUserPart(part, ignored));
        contents.push({ role: 'user', parts });
        break;
      }
      case 'assistant': {
        calls = message.tool_calls ?? [];
        for (const call of calls) names.set(call.id, call.function.name);
        if (message.reasoning_details?.some((detail) => !isOurs(detail)))
          ignored.add('messages[].reasoning_details');
        const parts = writeAnswer(message, options);
        if (parts.length > 0) contents.push({ role: 'model', parts });
        break;
      }
    }
  }
  closeResults();
  if (instructions.length === 0) return { contents };
  // A request must have something to answer.
  if (contents.length === 0) return { contents: [{ role: 'user', parts: instructions }] };
  return { contents, systemInstruction: { parts: instructions } };
}

const textOf = (content: TextContent): string =>
  typeof content === 'string' ? content : content.map(({ text }) => text).join('');

function writeResults(results: ToolMessage[], calls: Calls, names: Map<string, string>): WirePart[] {
  const position = ({ tool_call_id: id }: ToolMessage) => {
    const index = calls.findIndex((call) => call.id === id);
    return index < 0 ? calls.length : index;
  };
  return results
    .toSorted((one, other) => position(one) - position(other))
    .map((result) => {
      const name = names.get(result.tool_call_id) ?? result.name ?? 'unknown_function';
      const response = responseOf(textOf(result.content));
      return { functionResponse: { ...wireIdOf(result.tool_call_id), name, response } };
    });
}

function responseOf(text: string): { [field: string]: unknown } {
  const parsed = parseJson(text);
  return isObject(parsed) ? parsed : { result: text };
}
