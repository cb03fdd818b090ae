import type { ChatCompletionRequest } from '@parley/types';
import { expect, test } from 'vitest';
import type { ReportedUsage } from '../providers/reported-usage.ts';
import { settleUsage } from './settle-usage.ts';

const request: ChatCompletionRequest = { model: 'm', messages: [{ role: 'user', content: 'Say hello.' }] };
const hello = { text: () => 'Hello there', images: 0 };
const counts = { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 };

test('what the provider counted stands, with the images that came', async () => {
  expect(
    await settleUsage({ ...counts, unpriced: ['x'], anomalies: ['decreasing'] }, request, hello),
  ).toEqual({
    usage: counts,
    source: 'provider',
    tokenizer: null,
    uncounted: ['x'],
    anomalies: ['decreasing'],
  });
  const { usage } = await settleUsage(counts, request, { ...hello, images: 2 });
  expect(usage).toEqual({ ...counts, generated_images: 2 });
});

test('without counts there is an estimate, and searches that were counted are not lost', async () => {
  const settled = await settleUsage({ web_searches: 2, unpriced: ['service_tier:flex'] }, request, hello);
  expect(settled).toMatchObject({
    usage: { completion_tokens: 2, web_searches: 2 },
    source: 'estimated',
    uncounted: ['service_tier:flex'],
  });
});

const doubtful: [what: string, reported: ReportedUsage, anomaly: string][] = [
  ['a billion of tokens', { ...counts, prompt_tokens: 1e9, total_tokens: 1e9 + 4 }, 'implausible'],
  ['a text of no tokens', { ...counts, completion_tokens: 0, total_tokens: 9 }, 'unreadable'],
  ['a text that came of no prompt', { ...counts, prompt_tokens: 0, total_tokens: 4 }, 'unreadable'],
  ['more cached than sent', { ...counts, prompt_tokens_details: { cached_tokens: 10 } }, 'unreadable'],
  [
    'more for an hour than was written',
    { ...counts, prompt_tokens_details: { cache_write_tokens: 1, cache_write_1h_tokens: 2 } },
    'unreadable',
  ],
  [
    'more sound and images than sent',
    { ...counts, prompt_tokens_details: { audio_tokens: 5, image_tokens: 5 } },
    'unreadable',
  ],
  [
    'more reasoning than generated',
    { ...counts, completion_tokens_details: { reasoning_tokens: 5 } },
    'unreadable',
  ],
  ['more sound than generated', { ...counts, completion_tokens_details: { audio_tokens: 5 } }, 'unreadable'],
];
test.each(doubtful)('%s is estimated, and the anomaly is told (U19)', async (_what, reported, anomaly) => {
  const settled = await settleUsage(reported, request, hello);
  expect(settled).toMatchObject({ source: 'estimated', anomalies: [anomaly] });
  expect(settled.usage.completion_tokens).toBe(2);
});

test('an answer without text may have taken no tokens', async () => {
  const none = { prompt_tokens: 9, completion_tokens: 0, total_tokens: 9 };
  const settled = await settleUsage(none, request, { text: () => '', images: 1 });
  expect(settled).toMatchObject({ source: 'provider', usage: none });
});

test('an estimate without the images, sound and files that were sent, or an image that came, has no price', async () => {
  const parts = { type: 'image_url' as const, image_url: { url: 'https://a.example/b.png' } };
  const seen = { ...request, messages: [{ role: 'user' as const, content: [parts] }] };
  expect(await settleUsage(null, seen, { ...hello, images: 1 })).toMatchObject({
    source: 'estimated',
    uncounted: ['prompt_media', 'image_output_tokens'],
  });
  expect((await settleUsage(counts, seen, hello)).uncounted).toEqual([]);
});
