import type { Usage } from '@parley/types';
import { isObject, type JsonObject, objectOf } from '../json.ts';
import { readBesides, readUsage as readChatUsage } from '../openai-compatible/usage.ts';
import { type ReportedUsage, reportUsage } from '../reported-usage.ts';

/** What an answer says was used. Searches are told by its items, if its usage doesn't count them. */
export function readReport(response: JsonObject, searches: number): ReportedUsage | null {
  const wire = response['usage'];
  const besides = readBesides(objectOf(wire), response['service_tier']);
  return reportUsage(wire, readUsage(wire), {
    ...(searches === 0 ? {} : { web_searches: searches }),
    ...besides,
  });
}

/** The same counts as on the chat wire, by other names. */
export function readUsage(wire: unknown): Usage | null {
  if (!isObject(wire)) return null;
  return readChatUsage({
    ...wire,
    prompt_tokens: wire['input_tokens'],
    completion_tokens: wire['output_tokens'],
    prompt_tokens_details: objectOf(wire['input_tokens_details']),
    completion_tokens_details: objectOf(wire['output_tokens_details']),
  });
}
