import { isArray, isObject, type JsonObject } from '../json.ts';
import {
  anything,
  arrayOf,
  type Check,
  first,
  members,
  missing,
  oneOf,
  type Problem,
  problem,
  string,
  wrongType,
} from './checks.ts';

const parts: Record<string, Check | undefined> = {
  text: members({ text: string }, ['text']),
  image_url: members(
    { image_url: members({ url: checkUrl, detail: oneOf('auto', 'low', 'high', 'original') }, ['url']) },
    ['image_url'],
  ),
  input_audio: members(
    { input_audio: members({ data: string, format: oneOf('wav', 'mp3') }, ['data', 'format']) },
    ['input_audio'],
  ),
  file: members({ file: members({ file_data: string, file_id: string, filename: string }) }, ['file']),
  refusal: members({ refusal: string }, ['refusal']),
};

const partsOfRole: Record<string, readonly string[]> = {
  system: ['text'],
  developer: ['text'],
  tool: ['text'],
  user: ['text', 'image_url', 'input_audio', 'file'],
  assistant: ['text', 'refusal'],
};

const toolCall = members(
  {
    id: string,
    type: oneOf('function'),
    function: members({ name: string, arguments: string }, ['name', 'arguments']),
  },
  ['id', 'type', 'function'],
);

/** What OpenAI refuses in `messages`, the order of tool calls and their results included. */
export function checkMessages(value: unknown, param: string): Problem | null {
  return (
    arrayOf(checkMessage, 1)(value, param) ?? checkToolOrder(isArray(value) ? value.filter(isObject) : [])
  );
}

function checkMessage(message: unknown, param: string): Problem | null {
  if (!isObject(message)) return wrongType(param, 'an object', message);
  if (message.role === undefined) return missing(`${param}.role`);
  const role = oneOf(...Object.keys(partsOfRole))(message.role, `${param}.role`);
  if (role !== null) return role;
  const silent =
    message.role === 'assistant' && (isArray(message.tool_calls) || typeof message.refusal === 'string');
  const { content } = message;
  return first([
    () => {
      if (typeof content === 'string' || (silent && (content === undefined || content === null))) return null;
      if (content === undefined) return missing(`${param}.content`);
      if (!isArray(content)) return wrongType(`${param}.content`, 'a string or an array of parts', content);
      return arrayOf(partOf(String(message.role)), 1)(content, `${param}.content`);
    },
    () =>
      members({ name: string, tool_call_id: string, tool_calls: arrayOf(toolCall, 1), refusal: string })(
        message,
        param,
      ),
    () =>
      message.role === 'tool' && message.tool_call_id === undefined ? missing(`${param}.tool_call_id`) : null,
  ]);
}

function partOf(role: string): Check {
  const allowed = partsOfRole[role] ?? [];
  return (part, param) => {
    if (!isObject(part)) return wrongType(param, 'an object', part);
    if (part.type === undefined) return missing(`${param}.type`);
    const type = oneOf(...allowed)(part.type, `${param}.type`);
    return type ?? (parts[String(part.type)] ?? anything)(part, param);
  };
}

function checkUrl(value: unknown, param: string): Problem | null {
  if (typeof value !== 'string') return string(value, param);
  if (/^https?:\/\/./.test(value) || /^data:image\/[\w.+-]+;base64,[A-Za-z0-9+/=]+$/.test(value)) return null;
  return problem(
    param,
    'invalid_image_url',
    `Invalid '${param}': expected an http(s) URL or a base64 data URL of an image.`,
  );
}

/** Each tool message answers a call of the assistant message before it, and each call is answered. */
function checkToolOrder(messages: readonly JsonObject[]): Problem | null {
  let open: string[] = [];
  for (const [index, message] of messages.entries()) {
    if (message.role === 'tool') {
      const id = String(message.tool_call_id);
      if (!open.includes(id)) {
        const text = `A message with role 'tool' must follow an assistant message with a tool call "${id}".`;
        return problem(`messages[${index}].tool_call_id`, 'invalid_value', text);
      }
      open = open.filter((other) => other !== id);
      continue;
    }
    if (open.length > 0) return unanswered(index, open);
    if (isArray(message.tool_calls))
      open = message.tool_calls.filter(isObject).map((call) => String(call.id));
  }
  return open.length > 0 ? unanswered(messages.length, open) : null;
}

function unanswered(index: number, ids: readonly string[]): Problem {
  const text = `An assistant message with 'tool_calls' must be followed by a tool message for each: none answers ${ids.join(', ')}.`;
  return problem(`messages[${index}].role`, 'invalid_value', text);
}
