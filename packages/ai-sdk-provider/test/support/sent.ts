import type { LanguageModelV4CallOptions, SharedV4Warning } from '@ai-sdk/provider';
import type { ChatCompletionRequest } from '@parley/types';
import { completion } from './answers.ts';
import { modelAt, prompt } from './parts-of.ts';
import { startServer } from './start-server.ts';

/** What a call puts on the wire, and what it warns of. */
export async function sent(
  options: Partial<LanguageModelV4CallOptions>,
): Promise<{ body: ChatCompletionRequest; warnings: SharedV4Warning[] }> {
  const server = await startServer({ body: completion({ content: 'Hello.' }) });
  const { warnings } = await modelAt(server).doGenerate({ prompt, ...options });
  const [request] = server.requests;
  if (request === undefined) throw new Error('Nothing was sent.');
  return { body: request.body, warnings };
}
