import type { ChatMessage } from '@parley/types';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import { roughPromptTokens } from './rough-prompt-tokens.ts';

const rough = (...messages: ChatMessage[]): number => roughPromptTokens({ messages });
const user = (content: string): ChatMessage => ({ role: 'user', content });

const texts: [language: string, text: string][] = [
  ['English', 'The quick brown fox jumps over the lazy dog, and nobody minds. '],
  ['German', 'Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich. '],
  ['Russian', 'Съешь же ещё этих мягких французских булок, да выпей чаю. '],
  ['Chinese', '我能吞下玻璃而不伤身体，大家都觉得很奇怪。'],
  ['code', 'export const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);\n'],
];
test.each(texts)('%s is estimated within a factor of two', (_language, text) => {
  const exact = countTokens(text.repeat(50));
  expect(rough(user(text.repeat(50))) / exact).toBeGreaterThan(0.5);
  expect(rough(user(text.repeat(50))) / exact).toBeLessThan(2);
});

test('every message counts, and so do calls of tools and their descriptions', () => {
  const function_ = { name: 'f', arguments: 'x'.repeat(4_000) };
  const call: ChatMessage = {
    role: 'assistant',
    tool_calls: [{ id: 'c', type: 'function', function: function_ }],
  };
  expect(rough(user('x'), user('x'))).toBeGreaterThan(rough(user('x')));
  expect(rough(call)).toBeGreaterThan(1_000);
  const tools = [{ type: 'function' as const, function: { name: 'f', description: 'x'.repeat(4_000) } }];
  expect(roughPromptTokens({ messages: [user('x')], tools })).toBeGreaterThan(1_000);
});

test('data in base64 is no text: a picture is about as long as a page, a document as its pages, sound less', () => {
  const data = 'A'.repeat(400_000);
  const withPart = (part: Extract<ChatMessage, { role: 'user' }>['content']): number =>
    rough({ role: 'user', content: part });
  expect(withPart([{ type: 'image_url', image_url: { url: `data:image/png;base64,${data}` } }])).toBe(1_004);
  expect(withPart([{ type: 'file', file: { file_data: data } }])).toBe(10_004);
  expect(withPart([{ type: 'file', file: { file_id: 'f' } }])).toBe(4);
  expect(withPart([{ type: 'input_audio', input_audio: { data, format: 'wav' } }])).toBe(404);
});
