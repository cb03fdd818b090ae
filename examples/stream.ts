// An answer in the terminal, word by word; then what it took.
import { createClient, ParleyError } from '@parley/client';
import { apiKey, baseUrl, model } from './gateway.ts';

const client = createClient({ baseUrl, apiKey });
const [question = 'Count to 5.'] = process.argv.slice(2);

// Ctrl-C cancels the request, and with it what the provider would still write and charge.
const leave = new AbortController();
process.once('SIGINT', () => leave.abort());

try {
  const stream = await client.chat.completions.create(
    {
      model,
      messages: [{ role: 'user', content: question }],
      stream: true,
      stream_options: { include_usage: true },
    },
    { signal: leave.signal },
  );
  for await (const text of stream.text()) process.stdout.write(text);

  const { model: answeredBy, choices, usage } = await stream.final();
  const cost = usage.cost_usd_total === undefined ? 'at an unknown cost' : `for $${usage.cost_usd_total}`;
  console.log(`\n\n${answeredBy}: ${choices[0]?.finish_reason}, ${usage.total_tokens} tokens ${cost}`);
} catch (error) {
  // A stream that breaks off ends here too: half an answer never looks whole.
  if (!(error instanceof ParleyError)) throw error;
  console.error(`\n${error.code}: ${error.message}`);
  process.exitCode = 1;
}
