// Tools: the model calls them, runTools runs them and tells it what they gave, until it answers.
import { createClient, runTools, tool } from '@parley/client';
import { z } from 'zod';
import { apiKey, baseUrl, model } from './gateway.ts';

const client = createClient({ baseUrl, apiKey });

const celsius = new Map([
  ['Oslo', 4],
  ['Rome', 17],
]);

const getWeather = tool({
  name: 'get_weather',
  description: 'The weather of a city now.',
  parameters: z.object({ city: z.string().describe('Its name in English, such as Oslo') }),
  execute({ city }) {
    const degrees = celsius.get(city);
    // What is thrown is told to the model, which can then do better.
    if (degrees === undefined) throw new Error(`There is no weather of "${city}", only of Oslo and Rome.`);
    return { city, celsius: degrees };
  },
});

const run = runTools(client, {
  model,
  messages: [{ role: 'user', content: 'What is the weather in Oslo?' }],
  tools: [getWeather],
});

for await (const event of run) {
  if (event.type !== 'result') continue;
  const { name, arguments: given } = event.call.function;
  console.log(`${name}(${given}) = ${event.content}`);
}

const { completion, rounds, usage } = await run.final();
console.log(completion.choices[0]?.message.content);
console.log(`\n${rounds} rounds, ${usage?.total_tokens ?? 'unknown'} tokens`);
