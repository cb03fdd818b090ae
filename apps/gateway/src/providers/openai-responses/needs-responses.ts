import type { ChatCompletionRequest } from '@parley/types';
import { nativeName } from '../../catalog/model.ts';
import type { AdapterCall } from '../adapter.ts';
import { wantedSearch } from '../openai-compatible/web-search.ts';
import { effortOf } from '../reasoning-request.ts';
import { wantedSummary, wantsProMode } from './request.ts';

/** Sound and several answers are in the chat wire only. */
const needsChat = ({ n, modalities, messages }: ChatCompletionRequest): boolean =>
  (n ?? 1) > 1 ||
  (modalities?.includes('audio') ?? false) ||
  messages.some(
    ({ content }) => Array.isArray(content) && content.some((part) => part.type === 'input_audio'),
  );

const hasOwnReasoning = ({ messages }: ChatCompletionRequest, format: string): boolean =>
  messages.some(
    (message) =>
      message.role === 'assistant' && message.reasoning_details?.some((detail) => detail.format === format),
  );

// From GPT-5.2 on function tools with an effort are refused by the chat wire, and from 5.5 on without one as well,
// since these reason by default. No catalogue says so, only the refusals do.
// https://github.com/openai/openai-openapi/issues/541
const refusesEffortWithTools = (name: string): boolean => /^gpt-(5\.([2-9]|\d\d)|[6-9]|\d\d)/.test(name);
const reasonsByDefault = (name: string): boolean => /^gpt-(5\.([5-9]|\d\d)|[6-9]|\d\d)/.test(name);

type Ways = { format: string; reasons: boolean };

/** Whether a call asks for what only the Responses API has: a search, a summary of reasoning, its mode, reasoning taken back. */
export function needsResponses(call: AdapterCall, { format, reasons }: Ways): boolean {
  const { request, model } = call;
  if (needsChat(request)) return false;
  const name = nativeName(model);
  // These search by themselves, and on the chat wire.
  if (wantedSearch(request) !== null && !/-search-/.test(name)) return true;
  if (!reasons) return false;
  if (wantedSummary(request) !== null || wantsProMode(call) || hasOwnReasoning(request, format)) return true;
  const effort = effortOf(request);
  if (effort === 'none' || !request.tools?.some(({ type }) => type === 'function')) return false;
  return effort === null ? reasonsByDefault(name) : refusesEffortWithTools(name);
}
