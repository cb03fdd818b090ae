// https://docs.perplexity.ai/api-reference/chat-completions-post · every answer is searched for
import { isObject, objectOf } from '../json.ts';
import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage } from '../openai-compatible/chat-coverage.ts';
import { placeOf } from '../openai-compatible/web-search.ts';

export const perplexity = openaiCompatibleAdapter({
  id: 'perplexity',
  coverage: chatCoverage({
    request: {
      top_k: 'forwarded',
      web_search: 'translated',
      web_search_options: 'translated',
      response_format: 'emulated',
      tool_choice: 'ignored',
      parallel_tool_calls: 'ignored',
      stop: 'ignored',
      seed: 'ignored',
      n: 'ignored',
      logit_bias: 'ignored',
      logprobs: 'ignored',
      top_logprobs: 'ignored',
      user: 'ignored',
    },
  }),
  maxTokensField: 'max_tokens',
  developerRole: false,
  allowedTools: false,
  functionTools: false,
  thinkTags: true,
  alwaysSearches: true,
  streamOptions: false,
  searchTakes: ['search_context_size', 'user_location', 'allowed_domains', 'blocked_domains'],
  webSearch({ search_context_size: size, user_location: location, ...domains }) {
    const options = {
      ...(size ? { search_context_size: size } : {}),
      ...(location ? { user_location: placeOf(location) } : {}),
    };
    const filter = [
      ...(domains.allowed_domains ?? []),
      ...(domains.blocked_domains ?? []).map((domain) => `-${domain}`),
    ];
    return {
      ...(Object.keys(options).length > 0 ? { web_search_options: options } : {}),
      ...(filter.length > 0 ? { search_domain_filter: filter } : {}),
    };
  },
  // It has schemas, without a name, and no other JSON.
  jsonInWords: 'object',
  write(body, { request: { response_format: format } }) {
    if (format?.type !== 'json_schema') return body;
    const schema = objectOf(format.json_schema)['schema'];
    return isObject(schema)
      ? { ...body, response_format: { type: 'json_schema', json_schema: { schema } } }
      : body;
  },
});
