// https://docs.cohere.com/docs/tool-use-usage-patterns
import type { ChatCompletionRequest, FunctionTool } from '@parley/types';
import type { ChatBody, WireTool } from './wire.ts';

/** The functions that may be called. Cohere can't be told to call a certain one: then it gets no other. */
export function writeTools(
  { tools, tool_choice: choice }: ChatCompletionRequest,
  ignored: Set<string>,
): Pick<ChatBody, 'tools' | 'tool_choice' | 'strict_tools'> {
  const given = tools ?? [];
  for (const [index, { type }] of given.entries()) if (type === 'web_search') ignored.add(`tools[${index}]`);
  const functions = given.filter((tool): tool is FunctionTool => tool.type === 'function');
  const { names, mode, searches = false } = choiceOf(choice);
  const allowed = functions.filter((tool) => names?.includes(tool.function.name) ?? true);
  if (searches || (mode === 'required' && allowed.length === 0)) ignored.add('tool_choice');
  if (allowed.length === 0) return {};
  // It holds for all of them or for none.
  const strict = allowed.every((tool) => tool.function.strict);
  if (!strict && allowed.some((tool) => tool.function.strict)) ignored.add('tools[].function.strict');
  return {
    tools: allowed.map(writeTool),
    ...(mode === 'required' ? { tool_choice: 'REQUIRED' } : {}),
    ...(mode === 'none' ? { tool_choice: 'NONE' } : {}),
    ...(strict ? { strict_tools: true } : {}),
  };
}

type Chosen = { names: string[] | null; mode: 'auto' | 'none' | 'required'; searches?: boolean };

function choiceOf(choice: ChatCompletionRequest['tool_choice']): Chosen {
  if (choice === null || choice === undefined) return { names: null, mode: 'auto' };
  if (typeof choice === 'string') return { names: null, mode: choice };
  switch (choice.type) {
    case 'function':
      return { names: [choice.function.name], mode: 'required' };
    case 'allowed_tools': {
      const { mode, tools } = choice.allowed_tools;
      return { names: tools.map((tool) => tool.function.name), mode };
    }
    case 'web_search':
      return { names: null, mode: 'auto', searches: true };
  }
}

const writeTool = ({ function: { name, description, parameters } }: FunctionTool): WireTool => ({
  type: 'function',
  function: {
    name,
    ...(description ? { description } : {}),
    parameters: parameters ?? { type: 'object', properties: {} },
  },
});
