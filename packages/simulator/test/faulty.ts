import { expect } from 'vitest';
import type { Simulator } from '../src/index.ts';
import { type RawAnswer, rawRequest } from './raw-request.ts';

export const messages = [{ role: 'user', content: 'Count to 10.' }];
export const counted = '1, 2, 3, 4, 5, 6, 7, 8, 9, 10.';
const tool = (name: string) => ({ type: 'function', function: { name } });
export const withTools = {
  messages: [{ role: 'user', content: 'Use both.' }],
  tools: [tool('first'), tool('second')],
};
export const withUsage = { stream_options: { include_usage: true } };
export const jsonAnswer = {
  messages: [{ role: 'user', content: 'Answer in JSON.' }],
  response_format: { type: 'json_object' },
};

/** Ways to ask OpenAI's wire for a fault: whole or streamed. */
export function askingFor(simulator: Simulator) {
  const json = (fault: string, body: object = {}, quietMs?: number) =>
    rawRequest(simulator, {
      body: { model: `fault-${fault}`, messages, ...body },
      ...(quietMs === undefined ? {} : { quietMs }),
    });
  const stream = (fault: string, body: object = {}, quietMs?: number) =>
    json(fault, { stream: true, ...body }, quietMs);
  return { json, stream };
}

export function contentOf(answer: RawAnswer): string {
  return JSON.parse(answer.text).choices[0].message.content;
}

export function streamedContent(events: readonly string[]): string {
  const chunks = events.filter((data) => data !== '[DONE]').map((data) => JSON.parse(data));
  return chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
}

export function errorOf(answer: RawAnswer): unknown {
  const { error } = JSON.parse(answer.text);
  expect(Object.keys(error).sort()).toEqual(['code', 'message', 'param', 'type']);
  return error;
}

export function without(text: string, ...patterns: RegExp[]): string {
  return patterns.reduce((left, pattern) => left.replaceAll(pattern, ''), text);
}
