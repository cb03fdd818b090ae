import type { ResponseFormat } from '@parley/types';
import { objectOf } from '../json.ts';
import { jsonInstruction } from '../json-instruction.ts';
import type { Dialect, Wire } from './dialect.ts';

/** Asks for JSON in words, where the provider has no field for it. What it has a field for stays. */
export function writeJsonInWords(body: Wire, format: ResponseFormat, { jsonInWords }: Dialect): Wire {
  if (jsonInWords === undefined || !format) return body;
  const messages = Array.isArray(body['messages']) ? body['messages'] : [];
  if (format.type === 'json_object') {
    if (jsonInWords === 'schema') return { ...body, response_format: format };
    return { ...body, messages: instruct(messages, jsonInstruction(format)) };
  }
  if (format.type === 'text' || (jsonInWords === 'object' && format.json_schema.schema)) return body;
  return {
    ...body,
    messages: instruct(messages, jsonInstruction(format)),
    ...(jsonInWords === 'schema' ? { response_format: { type: 'json_object' } } : {}),
  };
}

// Not every server takes a second system message, so what is there is added to.
function instruct(messages: unknown[], text: string): unknown[] {
  const [first, ...rest] = messages;
  const { role, content } = objectOf(first);
  if (role !== 'system' && role !== 'developer') return [{ role: 'system', content: text }, ...messages];
  const longer = Array.isArray(content)
    ? [...content, { type: 'text', text }]
    : `${String(content)}\n\n${text}`;
  return [{ ...objectOf(first), content: longer }, ...rest];
}
