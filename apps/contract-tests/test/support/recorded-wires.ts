import type OpenAI from 'openai';
import { awsFrame } from './aws-event-stream.ts';
import type { UpstreamRequest } from './start-upstream.ts';
import { isStream } from './start-upstream.ts';
import { type Told, toldByChunks, toldByCompletion } from './told.ts';
import {
  type AnthropicEvent,
  type AnthropicMessage,
  toldByEvents,
  toldByMessage,
} from './told-by-anthropic.ts';
import {
  type BedrockAnswer,
  type BedrockEvent,
  toldByBedrock,
  toldByBedrockEvents,
} from './told-by-bedrock.ts';
import { type CohereAnswer, type CohereEvent, toldByCohere, toldByCohereEvents } from './told-by-cohere.ts';
import { type GeminiAnswer, toldByGemini } from './told-by-gemini.ts';

/** How a provider sends its answers, and what they say: read without the gateway's code. */
export type RecordedWire = {
  provider: string;
  /** Where its recordings are, if not by its name. */
  folder?: string;
  /** Of a stream; `text/event-stream` if left out. */
  contentType?: string;
  isStream(request: UpstreamRequest): boolean;
  /** The bytes of a stream of these events, without an end of its own. */
  frame(events: readonly string[]): string | Buffer;
  /** What follows the last event. */
  end: string;
  toldByWhole(body: string): Told;
  toldByEvents(events: readonly string[]): Told;
};

const data = (events: readonly string[]) => events.map((event) => `data: ${event}\n\n`).join('');

const chat = (provider: string): RecordedWire => ({
  provider,
  isStream,
  frame: data,
  end: 'data: [DONE]\n\n',
  toldByWhole: (body) => toldByCompletion(JSON.parse(body) satisfies OpenAI.ChatCompletion),
  toldByEvents: (events) => toldByChunks(events.map((event) => JSON.parse(event))),
});

const gemini = (provider: string): RecordedWire => ({
  provider,
  isStream: ({ path }) => path.endsWith(':streamGenerateContent?alt=sse'),
  frame: data,
  end: '',
  toldByWhole: (body) => toldByGemini([JSON.parse(body) satisfies GeminiAnswer]),
  toldByEvents: (events) => toldByGemini(events.map((event) => JSON.parse(event))),
});

const anthropic: RecordedWire = {
  provider: 'anthropic',
  isStream,
  frame: (events) => events.map((event) => `event: ${JSON.parse(event).type}\ndata: ${event}\n\n`).join(''),
  end: '',
  toldByWhole: (body) => toldByMessage(JSON.parse(body) satisfies AnthropicMessage),
  toldByEvents: (events) => toldByEvents(events.map((event): AnthropicEvent => JSON.parse(event))),
};

const cohere: RecordedWire = {
  provider: 'cohere',
  isStream,
  frame: (events) => events.map((event) => `event: ${JSON.parse(event).type}\ndata: ${event}\n\n`).join(''),
  end: '',
  toldByWhole: (body) => toldByCohere(JSON.parse(body) satisfies CohereAnswer),
  toldByEvents: (events) => toldByCohereEvents(events.map((event): CohereEvent => JSON.parse(event))),
};

const bedrock: RecordedWire = {
  provider: 'bedrock',
  folder: 'amazon-bedrock',
  contentType: 'application/vnd.amazon.eventstream',
  isStream: ({ path }) => path.endsWith('/converse-stream'),
  frame: (events) => Buffer.concat(events.map(awsFrame)),
  end: '',
  toldByWhole: (body) => toldByBedrock(JSON.parse(body) satisfies BedrockAnswer),
  toldByEvents: (events) => toldByBedrockEvents(events.map((event): BedrockEvent => JSON.parse(event))),
};

const chatProviders = ['openai', 'deepseek', 'groq', 'mistral', 'moonshotai', 'perplexity', 'xai'];

export const recordedWires: RecordedWire[] = [
  ...chatProviders.map(chat),
  gemini('google'),
  anthropic,
  cohere,
  bedrock,
];
