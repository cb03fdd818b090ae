import type { ChatChunk } from '@parley/types';
import { expect, test } from 'vitest';
import { createChunkWriting, sseEvent } from './write.ts';

const chunk = (choices: ChatChunk['choices'], id = 'chatcmpl-1'): ChatChunk => ({
  id,
  object: 'chat.completion.chunk',
  created: 1,
  model: 'openai/gpt-4o-mini',
  choices,
  service_tier: 'default',
  system_fingerprint: null,
});

test.each(['chatcmpl-1', '"choices":null', '$&'])('each chunk of the stream %s is written whole', (id) => {
  const write = createChunkWriting();
  const chunks = [
    chunk([{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }], id),
    chunk([{ index: 1, delta: { content: '"choices":null 🦜\n' }, finish_reason: null, logprobs: null }], id),
    chunk([{ index: 0, delta: {}, finish_reason: 'stop' }], id),
  ];
  expect(chunks.map(write)).toEqual(chunks.map(sseEvent));
});
