import type { ChatCompletionRequest, FunctionTool } from '@parley/types';
import type { Fault } from './fault.ts';

const tool = (name: string): FunctionTool => ({ type: 'function', function: { name } });
const none = 'no_such_tool';

/** Each of the rules R1 to R5, broken in a request that keeps them all. */
export function ruleFaults(request: ChatCompletionRequest): Fault[] {
  const { web_search: _search, web_search_options: _options, ...withoutSearch } = request;
  const withTools = { ...request, tools: [tool('one'), tool('two')] };
  const fault = (kind: string, path: Fault['path'], mutant: ChatCompletionRequest): Fault => ({
    kind,
    path,
    mutant: () => mutant,
  });
  return [
    fault('R1', ['max_tokens'], { ...request, max_tokens: 5, max_completion_tokens: 6 }),
    fault('R2', ['reasoning_effort'], { ...request, reasoning_effort: 'low', reasoning: { effort: 'high' } }),
    fault('R2', ['reasoning', 'enabled'], {
      ...request,
      reasoning_effort: null,
      reasoning: { enabled: false, max_tokens: 2_000 },
    }),
    fault('R3', ['top_logprobs'], { ...request, top_logprobs: 3, logprobs: false }),
    fault('R3', ['top_logprobs'], { ...request, top_logprobs: 0, logprobs: null }),
    fault('R4', ['tool_choice'], { ...withoutSearch, tools: [], tool_choice: 'required' }),
    fault('R4', ['tool_choice'], {
      ...withoutSearch,
      tools: [tool('one')],
      tool_choice: { type: 'web_search' },
    }),
    fault('R4', ['tool_choice', 'function', 'name'], {
      ...withTools,
      tool_choice: { type: 'function', function: { name: none } },
    }),
    fault('R4', ['tool_choice', 'allowed_tools', 'tools', 1, 'function', 'name'], {
      ...withTools,
      tool_choice: {
        type: 'allowed_tools',
        allowed_tools: { mode: 'auto', tools: [tool('one'), tool(none)] },
      },
    }),
    fault('R5', ['tools', 2, 'function', 'name'], {
      ...withTools,
      tools: [tool('one'), tool('two'), tool('one')],
      tool_choice: null,
    }),
  ];
}
