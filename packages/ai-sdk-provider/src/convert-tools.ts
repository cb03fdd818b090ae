import type {
  LanguageModelV4CallOptions,
  LanguageModelV4ToolChoice,
  SharedV4Warning,
} from '@ai-sdk/provider';
import type { ChatCompletionRequest, Tool, ToolChoice } from '@parley/types';
import { readPartOptions } from './options.ts';

type CallTool = NonNullable<LanguageModelV4CallOptions['tools']>[number];

/** The tools of the call, then `more`, which the contract has in shapes of its own. */
export function convertTools(
  { tools = [], toolChoice }: Pick<LanguageModelV4CallOptions, 'tools' | 'toolChoice'>,
  more: Tool[],
  warnings: SharedV4Warning[],
): Pick<ChatCompletionRequest, 'tools' | 'tool_choice'> {
  const all = [...tools.flatMap((tool) => convertTool(tool, warnings)), ...more];
  const choice = toolChoice && convertToolChoice(toolChoice);
  if (all.length > 0) return { tools: all, tool_choice: choice };
  // Without tools these say nothing; a call that was demanded is refused by the gateway.
  return choice === 'auto' || choice === 'none' ? {} : { tool_choice: choice };
}

function convertTool(tool: CallTool, warnings: SharedV4Warning[]): Tool[] {
  if (tool.type === 'provider') {
    warnings.push({
      type: 'unsupported',
      feature: `provider tool ${tool.id}`,
      details: 'Tools that Parley runs are asked for in providerOptions.parley.',
    });
    return [];
  }
  const { name, description, inputSchema, strict, inputExamples, providerOptions } = tool;
  if (inputExamples !== undefined) {
    warnings.push({ type: 'unsupported', feature: `inputExamples of tool ${name}` });
  }
  const { cache_control } = readPartOptions(providerOptions);
  return [
    {
      type: 'function',
      function: {
        name,
        ...(description === undefined ? {} : { description }),
        parameters: { ...inputSchema },
        ...(strict === undefined ? {} : { strict }),
      },
      ...(cache_control === undefined ? {} : { cache_control }),
    },
  ];
}

function convertToolChoice(choice: LanguageModelV4ToolChoice): ToolChoice {
  return choice.type === 'tool' ? { type: 'function', function: { name: choice.toolName } } : choice.type;
}
