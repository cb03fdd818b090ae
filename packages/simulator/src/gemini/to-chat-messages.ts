import { isObject, type JsonObject } from '../json.ts';
import { contentsOf, partsIn } from './body-parts.ts';

/** The system instruction and the conversation as OpenAI's messages. */
export function toChatMessages(body: JsonObject): JsonObject[] {
  const { systemInstruction } = body;
  const instruction = isObject(systemInstruction) ? textIn(partsIn(systemInstruction), '\n') : '';
  return [
    ...(instruction === '' ? [] : [{ role: 'system', content: instruction }]),
    ...contentsOf(body).flatMap((content) =>
      content.role === 'model' ? [said(partsIn(content))] : asked(partsIn(content)),
    ),
  ];
}

/** Results of functions are messages of their own, before what the user says beside them. */
function asked(parts: readonly JsonObject[]): JsonObject[] {
  const results = parts.map((part) => part.functionResponse).filter(isObject);
  const rest = parts.filter((part) => part.functionResponse === undefined).map(toPart);
  const [only] = rest;
  const text = rest.length === 1 && only?.type === 'text' ? only.text : undefined;
  return [
    ...results.map(({ id, name, response }) => ({
      role: 'tool',
      tool_call_id: id ?? name,
      content: resultText(response),
    })),
    ...(rest.length === 0 ? [] : [{ role: 'user', content: text ?? rest }]),
  ];
}

function said(parts: readonly JsonObject[]): JsonObject {
  const calls = parts.map((part) => part.functionCall).filter(isObject);
  const thoughts = parts.filter((part) => part.thought === true);
  const text = textIn(
    parts.filter((part) => part.thought !== true),
    '',
  );
  return {
    role: 'assistant',
    content: text === '' && calls.length > 0 ? null : text,
    reasoning_content: thoughts.length === 0 ? undefined : textIn(thoughts, '\n'),
    tool_calls: calls.length === 0 ? undefined : calls.map(toCall),
  };
}

function toCall({ id, name, args }: JsonObject): JsonObject {
  return { id: id ?? name, type: 'function', function: { name, arguments: JSON.stringify(args ?? {}) } };
}

/** The result itself where it is wrapped as Gemini wants it, in `result` or `output`. */
function resultText(response: unknown): string {
  const members = isObject(response) ? Object.entries(response) : [];
  const [[name, value] = ['', undefined]] = members;
  const wrapped = members.length === 1 && /^(?:result|output)$/.test(name) && typeof value === 'string';
  return wrapped ? value : JSON.stringify(response);
}

function toPart({ text, inlineData, fileData }: JsonObject): JsonObject {
  if (typeof text === 'string') return { type: 'text', text };
  const media = inlineData ?? fileData;
  const { mimeType, data, fileUri } = isObject(media) ? media : {};
  const url = fileUri ?? `data:${mimeType};base64,${data}`;
  const [kind, format] = String(mimeType).split('/');
  if (kind === 'image') return { type: 'image_url', image_url: { url } };
  if (kind === 'audio' && data !== undefined) return { type: 'input_audio', input_audio: { data, format } };
  return { type: 'file', file: { file_data: url } };
}

function textIn(parts: readonly JsonObject[], between: string): string {
  return parts
    .map((part) => part.text)
    .filter((text) => typeof text === 'string')
    .join(between);
}
