// https://platform.claude.com/docs/en/agents-and-tools/tool-use/overview
import type { ChatCompletionRequest, FunctionTool, ToolChoice } from '@parley/types';
import { answerTool, type JsonWay } from './json-way.ts';
import { writeOutputSchema } from './output-schema.ts';
import { cacheMark } from './text.ts';
import { writeWebSearch } from './web-search.ts';
import type { MessagesBody, WireTool, WireToolChoice } from './wire.ts';

type Abilities = {
  json: JsonWay;
  /** Whether a tool can be forced: a model that always thinks refuses it. */
  forces: boolean;
  /** Whether arguments can be held to their schema. */
  strict: boolean;
};

// https://platform.claude.com/docs/en/build-with-claude/structured-outputs#schema-complexity-limits
const mostStrictTools = 20;

/** The functions, the search, and which of them the model may use. */
export function writeTools(
  request: ChatCompletionRequest,
  { json, forces, strict }: Abilities,
  ignored: Set<string>,
): Pick<MessagesBody, 'tools' | 'tool_choice'> {
  if (json?.kind === 'tool') {
    const { schema, description } = json;
    return {
      tools: [{ name: answerTool, description, input_schema: { ...schema, type: 'object' } }],
      tool_choice: { type: 'tool', name: answerTool },
    };
  }
  const functions = allowedFunctions(request);
  const canBeStrict = strict && functions.filter((tool) => tool.function.strict).length <= mostStrictTools;
  const tools = [
    ...functions.map((tool) => writeFunction(tool, canBeStrict, ignored)),
    ...writeWebSearch(request, ignored),
  ];
  if (tools.length === 0) return {};
  const asked = writeChoice(request.tool_choice ?? null);
  const refused = isForced(asked) && !forces;
  if (refused) ignored.add('tool_choice');
  const choice: WireToolChoice = refused ? { type: 'auto' } : asked;
  const single = request.parallel_tool_calls === false && choice.type !== 'none';
  if (single) return { tools, tool_choice: { ...choice, disable_parallel_tool_use: true } };
  return { tools, ...(choice.type === 'auto' ? {} : { tool_choice: choice }) };
}

export const isForced = (choice: WireToolChoice | undefined): boolean =>
  choice?.type === 'any' || choice?.type === 'tool';

function allowedFunctions({ tools, tool_choice: choice }: ChatCompletionRequest): FunctionTool[] {
  const functions = (tools ?? []).filter((tool): tool is FunctionTool => tool.type === 'function');
  if (typeof choice !== 'object' || choice?.type !== 'allowed_tools') return functions;
  const allowed = new Set(choice.allowed_tools.tools.map((tool) => tool.function.name));
  return functions.filter((tool) => allowed.has(tool.function.name));
}

function writeFunction(
  { function: { name, description, parameters, strict: asked }, cache_control: mark }: FunctionTool,
  canBeStrict: boolean,
  ignored: Set<string>,
): WireTool {
  const within =
    asked && canBeStrict ? writeOutputSchema(parameters ?? { type: 'object', properties: {} }) : null;
  if (asked && within === null) ignored.add('tools[].function.strict');
  return {
    name,
    ...(description ? { description } : {}),
    // Whatever else it says, the arguments are an object.
    input_schema: { ...(within ?? parameters ?? { properties: {} }), type: 'object' },
    ...(within === null ? {} : { strict: true }),
    ...cacheMark(mark),
  };
}

function writeChoice(choice: ToolChoice): WireToolChoice {
  switch (choice) {
    case null:
    case 'auto':
      return { type: 'auto' };
    case 'none':
      return { type: 'none' };
    case 'required':
      return { type: 'any' };
  }
  switch (choice.type) {
    case 'function':
      return { type: 'tool', name: choice.function.name };
    case 'allowed_tools':
      return { type: choice.allowed_tools.mode === 'required' ? 'any' : 'auto' };
    case 'web_search':
      return { type: 'tool', name: 'web_search' };
  }
}
