import { javascript } from './literal.ts';
import type { Snippet } from './snippet.ts';

/** The request by @parley/client, which this page itself asks with. */
export function parleyClient({ baseUrl, body, headers }: Snippet): string {
  const options = Object.keys(headers).length === 0 ? '' : `, { headers: ${javascript(headers)} }`;
  const call = `client.chat.completions.create(${javascript(body)}${options})`;
  return `import { createClient } from '@parley/client';

const client = createClient({ baseUrl: ${javascript(baseUrl)}, apiKey: process.env['PARLEY_API_KEY'] });

${body.stream ? streamed(call) : whole(call)}`;
}

const streamed = (call: string): string => `const stream = await ${call};

for await (const text of stream.text()) process.stdout.write(text);

const { choices, usage, metadata } = await stream.final();
console.log();
${told}`;

const whole = (call: string): string => `const { choices, usage, metadata } = await ${call};

console.log(choices[0]?.message.content);
${told}`;

const told = `console.log(choices[0]?.message.tool_calls ?? 'no tools called');
console.log(usage.cost_usd_total, metadata.routing);
`;
