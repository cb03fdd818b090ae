// The AI SDK on Parley: a stream with a tool in it, and what the gateway says of it in providerMetadata.
import { createParley, readParleyMetadata } from '@parley/ai-sdk-provider';
import { isStepCount, streamText, tool } from 'ai';
import { z } from 'zod';
import { apiKey, baseUrl, model } from './gateway.ts';

const parley = createParley({ baseUrl, apiKey });

const result = streamText({
  model: parley(model),
  prompt: 'What is the weather in Oslo?',
  tools: {
    get_weather: tool({
      description: 'The weather of a city now.',
      inputSchema: z.object({ city: z.string() }),
      execute: ({ city }) => `4 °C in ${city}`,
    }),
  },
  stopWhen: isStepCount(5),
  onError: ({ error }) => {
    console.error(String(error));
    process.exit(1);
  },
});

for await (const part of result.fullStream) {
  if (part.type === 'text-delta') process.stdout.write(part.text);
  if (part.type === 'tool-result') console.log(`${part.toolName}: ${part.output}`);
}

const { totalTokens } = await result.totalUsage;
console.log(`\n\n${totalTokens ?? 'unknown'} tokens`);

// Of the last step. Parley says it, and other OpenAI-compatible servers don't.
const { usedProvider, costUsdTotal } = readParleyMetadata(await result.providerMetadata) ?? {};
if (usedProvider !== undefined) console.log(`${usedProvider}, $${costUsdTotal ?? ' unknown'}`);
