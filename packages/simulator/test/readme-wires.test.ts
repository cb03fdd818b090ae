import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { expect, test } from 'vitest';
import { startSimulator } from '../src/index.ts';

test('three clients get the same answer', async () => {
  const simulator = await startSimulator();
  const { url, origin } = simulator;
  const openai = new OpenAI({ baseURL: url, apiKey: 'any' });
  const anthropic = new Anthropic({ baseURL: origin, apiKey: 'any' });
  const google = new GoogleGenAI({ apiKey: 'any', httpOptions: { baseUrl: origin } });

  const model = 'sim-large';
  const messages = [{ role: 'user' as const, content: 'What is 6 * 7?' }];
  const chat = await openai.chat.completions.create({ model, messages });
  const message = await anthropic.messages.create({ model, max_tokens: 100, messages });
  const response = await google.models.generateContent({ model, contents: 'What is 6 * 7?' });

  expect(chat.choices[0]?.message.content).toBe('6 * 7 = 42.');
  expect(message.content).toMatchObject([{ type: 'text', text: '6 * 7 = 42.' }]);
  expect(response.text).toBe('6 * 7 = 42.');
  await simulator.close();
});
