import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import { estimateTokens } from './estimate-tokens.ts';

const sentence = 'The quick brown fox jumps over the lazy dog, and nobody minds. ';

test.each(['', 'hello', sentence, sentence.repeat(100), 'Zwölf Boxkämpfer jagen Viktor. '.repeat(200)])(
  'text of words is counted as the tokenizer counts it (%#)',
  (text) => expect(estimateTokens(text, countTokens)).toBe(countTokens(text)),
);

test('text of another kind comes within a hundredth of that', () => {
  const text = '{"a": [1, 2, 3]}\n'.repeat(300);
  expect(estimateTokens(text, countTokens) / countTokens(text)).toBeCloseTo(1, 2);
});

test('what is longer than the sample is taken to be like it', () => {
  const text = sentence.repeat(10_000);
  const exact = countTokens(sentence.repeat(100)) * 100;
  expect(estimateTokens(text, countTokens) / exact).toBeCloseTo(1, 2);
});

test('the tokenizer never sees more than a sample, nor a long run without spaces', () => {
  const seen: number[] = [];
  const tokens = estimateTokens('x'.repeat(40_000_000), (slice) => {
    seen.push(slice.length);
    return slice.length;
  });
  expect(tokens).toBe(40_000_000);
  expect(Math.max(...seen)).toBe(1_000);
  expect(seen).toHaveLength(100);
});
