import { javascript } from './literal.ts';
import { type Snippet, withVersion } from './snippet.ts';

/** The request by OpenAI's client for JavaScript, which passes on what it doesn't know. */
export function openaiJs({ baseUrl, body, headers }: Snippet): string {
  const options = Object.keys(headers).length === 0 ? '' : `, { headers: ${javascript(headers)} }`;
  const call = `client.chat.completions.create(${javascript(body)}${options})`;
  return `import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: ${javascript(withVersion(baseUrl))},
  apiKey: process.env['PARLEY_API_KEY'],
});

${body.stream ? streamed(call) : whole(call)}`;
}

const streamed = (call: string): string => `const stream = await ${call};

for await (const chunk of stream) {
  const delta = chunk.choices[0]?.delta;
  if (delta?.content) process.stdout.write(delta.content);
  if (delta?.tool_calls) console.log(JSON.stringify(delta.tool_calls));
  // The last chunk says what it cost, and how it was routed.
  if (chunk.usage) console.log('\\n', chunk.usage.cost_usd_total, chunk.metadata.routing);
}
`;

const whole = (call: string): string => `const answer = await ${call};

const { message } = answer.choices[0];
console.log(message.tool_calls ?? message.content);
console.log(answer.usage.cost_usd_total, answer.metadata.routing);
`;
