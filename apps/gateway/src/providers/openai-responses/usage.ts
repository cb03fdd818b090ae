import type { Usage } from '@parley/types';
import { isObject, objectOf } from '../json.ts';
import { readUsage as readChatUsage } from '../openai-compatible/usage.ts';

/** The same counts as on the chat wire, by other names. Searches are told by the items of the answer. */
export function readUsage(wire: unknown, searches: number): Usage | null {
  if (!isObject(wire)) return null;
  const usage = readChatUsage({
    ...wire,
    prompt_tokens: wire['input_tokens'],
    completion_tokens: wire['output_tokens'],
    prompt_tokens_details: objectOf(wire['input_tokens_details']),
    completion_tokens_details: objectOf(wire['output_tokens_details']),
  });
  if (usage === null || searches === 0) return usage;
  return { ...usage, web_searches: usage.web_searches ?? searches };
}
