import type { ChatCompletionRequest, FunctionToolChoice } from '@parley/types';

type Request = ChatCompletionRequest;

/** The request with what rules R1 to R5 forbid taken out, and as little else changed as can be. */
export const keepRules = (request: Request): Request =>
  [keepR1, keepR2, keepR3, keepR5, keepR4].reduce((kept, keep) => keep(kept), request);

const keepR1 = (request: Request): Request =>
  request.max_tokens == null || request.max_completion_tokens == null
    ? request
    : { ...request, max_completion_tokens: request.max_tokens };

function keepR2(request: Request): Request {
  const { reasoning } = request;
  const effort = reasoning?.effort ?? request.reasoning_effort ?? null;
  const flat = request.reasoning_effort == null ? {} : { reasoning_effort: effort };
  if (reasoning?.enabled == null) return { ...request, ...flat };
  const agrees = effort === null || (effort !== 'none') === reasoning.enabled;
  const enabled = agrees && (reasoning.enabled || reasoning.max_tokens == null) ? reasoning.enabled : null;
  return { ...request, ...flat, reasoning: { ...reasoning, enabled } };
}

const keepR3 = (request: Request): Request =>
  request.top_logprobs == null ? request : { ...request, logprobs: true };

function keepR5(request: Request): Request {
  if (request.tools == null) return request;
  const seen = new Set<string>();
  const tools = request.tools.filter((tool) => {
    if (tool.type !== 'function') return true;
    const isNew = !seen.has(tool.function.name);
    seen.add(tool.function.name);
    return isNew;
  });
  return { ...request, tools };
}

function keepR4(request: Request): Request {
  const { tools, tool_choice: choice, ...rest } = request;
  const names = (tools ?? []).flatMap((tool) => (tool.type === 'function' ? [tool.function.name] : []));
  const renamed = (named: FunctionToolChoice, index: number): FunctionToolChoice => ({
    ...named,
    function: { ...named.function, name: names[index % names.length] ?? '' },
  });
  if (choice === 'required') return hasTools(request) ? request : withoutChoice(request);
  if (typeof choice !== 'object' || choice === null) return request;
  if (choice.type === 'web_search') return searches(request) ? request : withoutChoice(request);
  if (names.length === 0) return withoutChoice(request);
  if (choice.type === 'function') return { ...rest, tools, tool_choice: renamed(choice, 0) };
  const allowed = { ...choice.allowed_tools, tools: choice.allowed_tools.tools.map(renamed) };
  return { ...rest, tools, tool_choice: { ...choice, allowed_tools: allowed } };
}

const hasTools = (request: Request): boolean => (request.tools?.length ?? 0) > 0 || searches(request);

const searches = ({ tools, web_search, web_search_options }: Request): boolean =>
  web_search === true ||
  web_search_options != null ||
  tools?.some(({ type }) => type === 'web_search') === true;

const withoutChoice = ({ tool_choice: _choice, ...request }: Request): Request => request;
