import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { streamChecker, validateResponse } from '../src/openai.ts';

// Answers of real providers lie beside the repository where they may: they are not ours to publish.
const folder = join(import.meta.dirname, '../../../../shared/recordings');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

const problemsOf = (file: string) => {
  const checker = streamChecker();
  const events = [...read(file).trim().split('\n').map(parse), '[DONE]'];
  return [...events.flatMap((event) => checker.push(event)), ...checker.end()].map(({ rule }) => rule);
};
const parse = (line: string): unknown => JSON.parse(line);

describe.skipIf(!existsSync(folder))('recorded answers (skipped without ../shared/recordings)', () => {
  test("OpenAI's own fit OpenAI's document", () => {
    const answer = (file: string, status: number) =>
      validateResponse('createChatCompletion', status, parse(read(file)));
    expect(answer('openai/openai-text.json', 200)).toBeNull();
    expect(answer('openai/reasoning-model-legacy-parameter-error.json', 400)).toBeNull();
    expect(problemsOf('openai/openai-text.chunks.txt')).toEqual([]);
  });

  test.each([
    ['deepseek/deepseek-tool-call', 'choices[0].message.refusal', ['S9']],
    ['groq/groq-tool-call', 'choices[0].message.content', ['S9']],
    ['mistral/mistral-text', 'choices[0].logprobs', ['S9']],
  ])('where others leave it is told: %s', (name, param, rules) => {
    expect(validateResponse('createChatCompletion', 200, parse(read(`${name}.json`)))?.param).toBe(param);
    expect(problemsOf(`${name}.chunks.txt`)).toEqual(rules);
  });
});
