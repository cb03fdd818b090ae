import type { ChatCompletionRequest, FunctionTool } from '@parley/types';
import { aiSdkMessages } from './ai-sdk-messages.ts';
import { javascript } from './literal.ts';
import type { Snippet } from './snippet.ts';

/** The request by the AI SDK. What it has no setting for goes by providerOptions, by the contract's own names. */
export function aiSdk({ baseUrl, body, headers }: Snippet): string {
  const { model, messages, stream, ...fields } = body;
  const { instructions, conversation } = aiSdkMessages(messages);
  const { settings, rest } = settingsOf(fields);
  const lines = [
    `model: parley(${javascript(model)}),`,
    ...(instructions === '' ? [] : [`instructions: ${javascript(instructions)},`]),
    `messages: ${javascript(conversation, '  ')},`,
    ...settings,
    ...(Object.keys(rest).length === 0 ? [] : [`providerOptions: ${javascript({ parley: rest }, '  ')},`]),
    ...(Object.keys(headers).length === 0 ? [] : [`headers: ${javascript(headers)},`]),
  ];
  const call = `({\n${lines.map((line) => `  ${line}\n`).join('')}})`;
  const uses = ['jsonSchema', 'Output', 'tool'].filter(
    (name) => call.includes(`${name}(`) || call.includes(`${name}.`),
  );
  const imports = [...uses, stream ? 'streamText' : 'generateText'].sort(alphabetical);
  return `import { createParley, readParleyMetadata } from '@parley/ai-sdk-provider';
import { ${imports.join(', ')} } from 'ai';

const parley = createParley({ baseUrl: ${javascript(baseUrl)}, apiKey: process.env['PARLEY_API_KEY'] });

${stream ? streamed(call) : whole(call)}`;
}

const alphabetical = (a: string, b: string): number => a.localeCompare(b);

type Fields = Omit<ChatCompletionRequest, 'model' | 'messages' | 'stream'>;

function settingsOf(fields: Fields): { settings: string[]; rest: Fields } {
  const { max_completion_tokens, temperature, reasoning_effort, response_format, tools, ...rest } = fields;
  const functions = (tools ?? []).filter((tool) => tool.type === 'function');
  const others = (tools ?? []).filter((tool) => tool.type !== 'function');
  const format = outputOf(response_format);
  const takesEffort = reasoning_effort !== 'max';
  const settings = [
    ...(max_completion_tokens == null ? [] : [`maxOutputTokens: ${max_completion_tokens},`]),
    ...(temperature == null ? [] : [`temperature: ${temperature},`]),
    ...(reasoning_effort == null || !takesEffort ? [] : [`reasoning: ${javascript(reasoning_effort)},`]),
    ...(functions.length === 0 ? [] : [`tools: {\n${functions.map(toolOf).join('')}  },`]),
    ...(format === null ? [] : [`output: ${format},`]),
  ];
  return {
    settings,
    rest: {
      ...(takesEffort ? {} : { reasoning_effort }),
      ...(others.length === 0 ? {} : { tools: others }),
      ...rest,
    },
  };
}

const toolOf = ({ function: { name, description, parameters } }: FunctionTool): string =>
  [
    `    ${javascript({ [name]: 0 }).slice(2, -5)}: tool({\n`,
    ...(description == null ? [] : [`      description: ${javascript(description)},\n`]),
    `      inputSchema: jsonSchema(${javascript(parameters ?? { type: 'object' }, '      ')}),\n`,
    '    }),\n',
  ].join('');

function outputOf(format: ChatCompletionRequest['response_format']): string | null {
  if (format?.type === 'json_object') return 'Output.json()';
  if (format?.type !== 'json_schema') return null;
  return `Output.object({ schema: jsonSchema(${javascript(format.json_schema.schema ?? {}, '  ')}) })`;
}

const streamed = (call: string): string => `const result = streamText${call};

for await (const part of result.fullStream) {
  if (part.type === 'text-delta') process.stdout.write(part.text);
  if (part.type === 'tool-call') console.log(part.toolName, part.input);
  if (part.type === 'error') throw part.error;
}
${told('await result.providerMetadata')}`;

const whole = (call: string): string => `const result = await generateText${call};

console.log(result.text, result.toolCalls);
${told('result.providerMetadata')}`;

const told = (metadata: string): string => `
const { costUsdTotal, routing } = readParleyMetadata(${metadata}) ?? {};
console.log(costUsdTotal, routing);
`;
