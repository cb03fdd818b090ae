import { afterAll, describe, expect, test } from 'vitest';
import { startSimulator } from '../src/index.ts';
import { chatWith } from './chat.ts';
import { rawRequest } from './raw-request.ts';

const simulator = await startSimulator();
afterAll(() => simulator.close());
const { ask } = chatWith(simulator);

describe('other kinds of answers', () => {
  test('sim-search cites what its text links to', async () => {
    const { choice, text } = await ask({ model: 'sim-search' });
    const citations = choice.message.annotations?.map((annotation) => annotation.url_citation) ?? [];
    expect(citations.length).toBeGreaterThan(0);
    for (const { start_index, end_index, url, title } of citations) {
      expect(text.slice(start_index, end_index)).toBe(`[${title}](${url})`);
    }
  });

  test('sim-image draws a PNG, in a stream too', async () => {
    const { choice } = await ask({ model: 'sim-image' });
    const image = JSON.stringify(choice.message);
    expect(image).toMatch(
      /"images":\[\{"type":"image_url","image_url":\{"url":"data:image\/png;base64,iVBORw0KGgo/,
    );
    const body = {
      model: 'sim-image',
      stream: true,
      messages: [{ role: 'user', content: 'Why is the sky blue?' }],
    };
    const { text } = await rawRequest(simulator, { body });
    expect(text).toContain(/"images":\[.*?\]/.exec(image)?.[0]);
  });

  test('an attachment costs 85 prompt tokens', async () => {
    const text = { type: 'text' as const, text: 'What is it?' };
    const image = { type: 'image_url' as const, image_url: { url: 'https://example.com/a.png' } };
    const count = async (content: (typeof text | typeof image)[]) =>
      (await ask({ messages: [{ role: 'user', content }] })).usage.prompt_tokens;
    expect(await count([text, image, image])).toBe((await count([text])) + 170);
  });

  test('a long prompt with a cache key is read from the cache in steps of 128', async () => {
    const content = 'word '.repeat(1500);
    const { usage } = await ask({ content, prompt_cache_key: 'a' });
    expect(usage.prompt_tokens_details?.cached_tokens).toBe(Math.floor(usage.prompt_tokens / 128) * 128);
    expect((await ask({ content })).usage.prompt_tokens_details?.cached_tokens).toBe(0);
    expect((await ask({ prompt_cache_key: 'a' })).usage.prompt_tokens_details?.cached_tokens).toBe(0);
  });
});
