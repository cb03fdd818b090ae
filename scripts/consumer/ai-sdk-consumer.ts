// The AI SDK with our provider. It needs Node 22, as the AI SDK does.
import { createParley, type ParleyOptions, readParleyMetadata } from '@parley/ai-sdk-provider';
import { startSimulator } from '@parley/simulator';
import { generateText, streamText } from 'ai';
import { say } from './say.js';

const simulator = await startSimulator();
const parley = createParley({ baseUrl: simulator.url, apiKey: 'any' });
const asked = {
  model: parley('sim-large'),
  prompt: 'Count to 5.',
  providerOptions: { parley: { service_tier: 'auto' } satisfies ParleyOptions },
};

const { text, providerMetadata } = await generateText(asked);
say('the AI SDK', text, '1, 2, 3, 4, 5.');
say('metadata, which the simulator has not', readParleyMetadata(providerMetadata)?.requestId, undefined);
say('a stream of the AI SDK', await streamText(asked).text, '1, 2, 3, 4, 5.');
// @ts-expect-error no such tier
const wrong: ParleyOptions = { service_tier: 'fastest' };
say('a tier that does not compile', wrong.service_tier, 'fastest');

await simulator.close();
