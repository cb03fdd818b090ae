// https://docs.z.ai/api-reference/llm/chat-completion
import type { WebSearchTool } from '@parley/types';
import { arrayOf } from '../json.ts';
import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage, reasoningGoesBack } from '../openai-compatible/chat-coverage.ts';
import { wantedSearch } from '../openai-compatible/web-search.ts';
import { effortOf, levelOf } from '../reasoning-request.ts';

const searchTool = ({ search_context_size: size }: WebSearchTool) => ({
  type: 'web_search',
  web_search: {
    enable: true,
    search_engine: 'search-prime',
    search_result: true,
    ...(size ? { content_size: size === 'low' ? 'medium' : 'high' } : {}),
  },
});

export const zai = openaiCompatibleAdapter({
  id: 'zai',
  coverage: chatCoverage({
    request: {
      web_search: 'translated',
      web_search_options: 'translated',
      response_format: 'emulated',
      user: 'translated',
      parallel_tool_calls: 'ignored',
      frequency_penalty: 'ignored',
      presence_penalty: 'ignored',
      seed: 'ignored',
      n: 'ignored',
      logit_bias: 'ignored',
      logprobs: 'ignored',
      top_logprobs: 'ignored',
    },
    message: reasoningGoesBack,
  }),
  maxTokensField: 'max_tokens',
  developerRole: false,
  allowedTools: false,
  streamOptions: false,
  rename: { user: 'user_id' },
  jsonInWords: 'schema',
  reasoningBack: { as: 'reasoning_content', on: 'tool_calls' },
  searchTakes: ['search_context_size'],
  forcesTools: () => false,
  reasoning(call) {
    const effort = effortOf(call.request);
    if (effort === null) return {};
    if (effort === 'none') return { thinking: { type: 'disabled' } };
    const level = levelOf(call);
    const graded = level !== null && call.model.reasoning?.efforts.includes(level);
    return { thinking: { type: 'enabled' }, ...(graded ? { reasoning_effort: level } : {}) };
  },
  // A search is one more tool, beside the functions.
  webSearch: () => ({}),
  write(body, { request }) {
    const search = wantedSearch(request);
    const streamed = request.stream && body['tools'] !== undefined ? { tool_stream: true } : {};
    if (search === null) return { ...body, ...streamed };
    return { ...body, ...streamed, tools: [...arrayOf(body['tools']), searchTool(search)] };
  },
});
