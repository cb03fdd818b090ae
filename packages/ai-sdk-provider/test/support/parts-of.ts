import type { LanguageModelV4CallOptions, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { createParley } from '../../src/index.ts';
import type { Server } from './start-server.ts';

export const prompt: LanguageModelV4CallOptions['prompt'] = [
  { role: 'user', content: [{ type: 'text', text: 'Hello.' }] },
];

export const modelAt = ({ baseUrl }: Pick<Server, 'baseUrl'>) =>
  createParley({ baseUrl, apiKey: 'key' })('anthropic/claude-sonnet-4-5');

/** Every part of a streamed call, to its end. */
export async function partsOf(
  server: Server,
  options: Partial<LanguageModelV4CallOptions> = {},
): Promise<LanguageModelV4StreamPart[]> {
  const { stream } = await modelAt(server).doStream({ prompt, ...options });
  const parts: LanguageModelV4StreamPart[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}
