import type { ChatCompletionRequest } from '@parley/types';
import { broken, type Problem } from '../problem.ts';
import { showValue } from '../show-value.ts';

type Request = ChatCompletionRequest;

/** The first of R1 to R5 that a request breaks. The request fits its schema. */
export function checkRequestRules(request: Request): Problem | null {
  return (
    sameCap(request) ??
    sameEffort(request) ??
    switchAgrees(request) ??
    logprobsAsked(request) ??
    toolChoiceHasTools(request) ??
    toolNamesDiffer(request)
  );
}

function sameCap({ max_tokens: older, max_completion_tokens: newer }: Request): Problem | null {
  if (older == null || newer == null || older === newer) return null;
  const message = `max_tokens is ${older} and max_completion_tokens is ${newer}; give one of them, or the same number.`;
  return { ...broken('R1', 'max_tokens', message), kind: 'conflict' };
}

function sameEffort({ reasoning_effort: flat, reasoning }: Request): Problem | null {
  const nested = reasoning?.effort;
  if (flat == null || nested == null || flat === nested) return null;
  const message = `reasoning_effort is "${flat}" and reasoning.effort is "${nested}"; give one of them, or the same value.`;
  return { ...broken('R2', 'reasoning_effort', message), kind: 'conflict' };
}

function switchAgrees({ reasoning_effort: flat, reasoning }: Request): Problem | null {
  const { enabled = null, max_tokens: budget = null } = reasoning ?? {};
  const effort = flat ?? reasoning?.effort ?? null;
  if (enabled === null || (effort === null && budget === null)) return null;
  const conflict = (against: string): Problem => ({
    ...broken(
      'R2',
      'reasoning.enabled',
      `reasoning.enabled is ${enabled}, and ${against}; give one of them.`,
    ),
    kind: 'conflict',
  });
  if (effort !== null && (effort !== 'none') !== enabled) return conflict(`the effort is "${effort}"`);
  return !enabled && budget !== null ? conflict(`reasoning.max_tokens is ${budget}`) : null;
}

export function logprobsAsked({
  logprobs,
  top_logprobs: top,
}: Pick<Request, 'logprobs' | 'top_logprobs'>): Problem | null {
  if (top == null || logprobs === true) return null;
  return broken('R3', 'top_logprobs', `top_logprobs is ${top}, which needs logprobs to be true.`);
}

function toolChoiceHasTools(request: Request): Problem | null {
  const { tool_choice: choice } = request;
  if (choice == null || choice === 'auto' || choice === 'none') return null;
  if (choice === 'required')
    return hasTools(request)
      ? null
      : broken('R4', 'tool_choice', 'tool_choice is "required", but there are no tools.');
  if (choice.type === 'function')
    return namesTool(request, choice.function.name, 'tool_choice.function.name');
  if (choice.type === 'web_search')
    return searches(request)
      ? null
      : broken('R4', 'tool_choice', 'tool_choice is of type "web_search", but there is no web search.');
  if (!hasTools(request))
    return broken('R4', 'tool_choice', 'tool_choice is of type "allowed_tools", but there are no tools.');
  for (const [index, tool] of choice.allowed_tools.tools.entries()) {
    const problem = namesTool(
      request,
      tool.function.name,
      `tool_choice.allowed_tools.tools[${index}].function.name`,
    );
    if (problem) return problem;
  }
  return null;
}

const hasTools = (request: Request): boolean => (request.tools?.length ?? 0) > 0 || searches(request);

// `web_search: true` and `web_search_options` are documented to be the same as a web_search tool.
const searches = ({ tools, web_search, web_search_options }: Request): boolean =>
  web_search === true ||
  web_search_options != null ||
  tools?.some(({ type }) => type === 'web_search') === true;

function namesTool({ tools }: Request, name: string, param: string): Problem | null {
  if (tools?.some((tool) => tool.type === 'function' && tool.function.name === name)) return null;
  return broken('R4', param, `${param} is ${showValue(name)}, which is not among the tools.`);
}

function toolNamesDiffer({ tools }: Request): Problem | null {
  if (tools == null || tools.length < 2) return null;
  const names = new Set<string>();
  for (const [index, tool] of tools.entries()) {
    if (tool.type !== 'function') continue;
    const { name } = tool.function;
    if (names.has(name))
      return broken(
        'R5',
        `tools[${index}].function.name`,
        `tools has two functions named ${showValue(name)}.`,
      );
    names.add(name);
  }
  return null;
}
