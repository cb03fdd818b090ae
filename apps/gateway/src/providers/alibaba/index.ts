// https://www.alibabacloud.com/help/en/model-studio/qwen-api-via-openai-chat-completions
import { nativeName } from '../../catalog/model.ts';
import type { AdapterCall } from '../adapter.ts';
import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage } from '../openai-compatible/chat-coverage.ts';
import { askedBudget, budgetOfEffort, effortOf, levelOf } from '../reasoning-request.ts';

const budgets = { minimal: 512, low: 2048, medium: 8192, high: 24_576, xhigh: 65_536, max: 65_536 };

// The open Qwen3 models think only into a stream; whole, they refuse until told not to think.
const thinksOnlyIntoStreams = (name: string): boolean => /^qwen3-\d+b/.test(name);

function reasoning(call: AdapterCall) {
  const { request, model } = call;
  const effort = effortOf(request);
  const budget = askedBudget(call);
  if (budget === null && effort === null) {
    const refuses = request.stream !== true && thinksOnlyIntoStreams(nativeName(model));
    return refuses ? { enable_thinking: false } : {};
  }
  if (budget !== null) return { enable_thinking: true, thinking_budget: budget };
  const level = levelOf(call);
  if (level === 'none') return { enable_thinking: false };
  if (model.reasoning?.mandatory && level === null) return {};
  return {
    enable_thinking: true,
    ...(level === null ? {} : { thinking_budget: budgetOfEffort(budgets[level], call) }),
  };
}

export const alibaba = openaiCompatibleAdapter({
  id: 'alibaba',
  coverage: chatCoverage({
    request: {
      top_k: 'forwarded',
      repetition_penalty: 'forwarded',
      modalities: 'forwarded',
      audio: 'forwarded',
      web_search: 'translated',
      web_search_options: 'translated',
      frequency_penalty: 'ignored',
      logit_bias: 'ignored',
      user: 'ignored',
    },
  }),
  maxTokensField: 'max_tokens',
  developerRole: false,
  allowedTools: false,
  cacheControl: true,
  reasoningBudget: true,
  searchTakes: [],
  forcesTools: ({ request, model }) =>
    model.reasoning === null || (!model.reasoning.mandatory && effortOf(request) === 'none'),
  reasoning,
  webSearch: () => ({ enable_search: true }),
});
