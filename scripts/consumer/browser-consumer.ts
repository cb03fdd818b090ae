// What runs in browsers has types without Node's. Compiled, not run.
import { createClient, type ParleyClientOptions } from '@parley/client';
import type { ChatChunk } from '@parley/types';
import { withContract } from '@parley/validator/fetch';
import * as openai from '@parley/validator/openai';
import * as createChatCompletion from '@parley/validator/openai/create-chat-completion';

export async function show(options: ParleyClientOptions, output: HTMLElement): Promise<ChatChunk[]> {
  const stream = await createClient({
    ...options,
    fetch: (request) => fetch(request),
  }).chat.completions.create({
    model: 'auto',
    messages: [{ role: 'user', content: 'Hello!' }],
    stream: true,
  });
  const chunks: ChatChunk[] = [];
  const checker = openai.streamChecker();
  for await (const chunk of stream) {
    chunks.push(chunk);
    for (const { message } of checker.push(chunk)) output.append(message);
  }
  return chunks;
}

export const POST = withContract(createChatCompletion, (request) => fetch(request));
