import type { ChatCompletionRequest } from '@parley/types';
import { python } from './literal.ts';
import { type Snippet, withVersion } from './snippet.ts';

/** What OpenAI's client for Python has parameters for; the rest goes by extra_body. */
const known: ReadonlySet<string> = new Set<keyof ChatCompletionRequest>([
  ...(['model', 'messages', 'stream', 'stream_options', 'max_tokens', 'max_completion_tokens'] as const),
  ...([
    'temperature',
    'top_p',
    'frequency_penalty',
    'presence_penalty',
    'stop',
    'seed',
    'n',
    'logit_bias',
  ] as const),
  ...([
    'logprobs',
    'top_logprobs',
    'response_format',
    'tools',
    'tool_choice',
    'parallel_tool_calls',
  ] as const),
  ...(['reasoning_effort', 'verbosity', 'web_search_options', 'modalities', 'audio', 'prediction'] as const),
  ...(['metadata', 'store', 'service_tier', 'user', 'safety_identifier', 'prompt_cache_key'] as const),
]);

/** The request by OpenAI's client for Python. */
export function openaiPython({ baseUrl, body, headers }: Snippet): string {
  const entries = Object.entries(body);
  const extra = Object.fromEntries(entries.filter(([name]) => !known.has(name)));
  const parameters = [
    ...entries.filter(([name]) => known.has(name)).map(([name, value]) => parameter(name, value)),
    ...(Object.keys(extra).length === 0 ? [] : [parameter('extra_body', extra)]),
    ...(Object.keys(headers).length === 0 ? [] : [parameter('extra_headers', headers)]),
  ];
  const call = `client.chat.completions.create(\n${parameters.join('')})`;
  return `import os

from openai import OpenAI

client = OpenAI(
    base_url=${python(withVersion(baseUrl))},
    api_key=os.environ["PARLEY_API_KEY"],
)

${body.stream ? streamed(call) : whole(call)}`;
}

const parameter = (name: string, value: unknown): string => `    ${name}=${python(value, '    ')},\n`;

const streamed = (call: string): string => `stream = ${call}

for chunk in stream:
    if chunk.choices and chunk.choices[0].delta.content:
        print(chunk.choices[0].delta.content, end="", flush=True)
    if chunk.choices and chunk.choices[0].delta.tool_calls:
        print(chunk.choices[0].delta.tool_calls)
    # The last chunk says what it cost, and how it was routed.
    if chunk.usage:
        print()
        print(chunk.usage.cost_usd_total, chunk.metadata["routing"])
`;

const whole = (call: string): string => `answer = ${call}

message = answer.choices[0].message
print(message.tool_calls or message.content)
print(answer.usage.cost_usd_total, answer.metadata["routing"])
`;
