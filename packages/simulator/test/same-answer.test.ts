import { afterAll, describe, expect, test } from 'vitest';
import { startSimulator } from '../src/index.ts';
import { rawRequest } from './raw-request.ts';

const simulator = await startSimulator();
afterAll(() => simulator.close());

const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const png = 'iVBORw0KGgo=';
const user = (text: string) => ({ role: 'user', content: text });
const parts = (text: string) => ({ role: 'user', parts: [{ text }] });

type Said = { text: string | null; calls: unknown[]; prompt: number; completion: number };

/** One question in the words of each wire. */
const questions: Record<string, { model: string; openai: object; anthropic: object; gemini: object }> = {
  'with instructions and a temperature': {
    model: 'sim-fast',
    openai: { messages: [{ role: 'system', content: 'Be kind.' }, user('Why?')], temperature: 0.5 },
    anthropic: { system: 'Be kind.', messages: [user('Why?')], temperature: 0.5 },
    gemini: {
      systemInstruction: { parts: [{ text: 'Be kind.' }] },
      contents: [parts('Why?')],
      generationConfig: { temperature: 0.5 },
    },
  },
  'with a tool to call': {
    model: 'sim-large',
    openai: {
      messages: [user('How is the weather?')],
      tools: [
        { type: 'function', function: { name: 'weather', description: 'Of a city', parameters: schema } },
      ],
      tool_choice: 'required',
    },
    anthropic: {
      messages: [user('How is the weather?')],
      tools: [{ name: 'weather', description: 'Of a city', input_schema: schema }],
      tool_choice: { type: 'any' },
    },
    gemini: {
      contents: [parts('How is the weather?')],
      tools: [
        {
          functionDeclarations: [{ name: 'weather', description: 'Of a city', parametersJsonSchema: schema }],
        },
      ],
      toolConfig: { functionCallingConfig: { mode: 'ANY' } },
    },
  },
  'with a picture, in several turns': {
    model: 'sim-large',
    openai: {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${png}` } },
          ],
        },
        { role: 'assistant', content: 'A dot.' },
        user('Are you sure?'),
      ],
    },
    anthropic: {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } },
          ],
        },
        { role: 'assistant', content: [{ type: 'text', text: 'A dot.' }] },
        user('Are you sure?'),
      ],
    },
    gemini: {
      contents: [
        {
          role: 'user',
          parts: [{ text: 'What is this?' }, { inlineData: { mimeType: 'image/png', data: png } }],
        },
        { role: 'model', parts: [{ text: 'A dot.' }] },
        parts('Are you sure?'),
      ],
    },
  },
  'with a search': {
    model: 'sim-search',
    openai: { messages: [user('What is new?')], web_search_options: {} },
    anthropic: {
      messages: [user('What is new?')],
      tools: [{ type: 'web_search_20250305', name: 'web_search' }],
    },
    gemini: { contents: [parts('What is new?')], tools: [{ googleSearch: {} }] },
  },
};

async function openai(model: string, body: object): Promise<Said> {
  const { choices, usage } = JSON.parse((await rawRequest(simulator, { body: { model, ...body } })).text);
  const { content, tool_calls = [] } = choices[0].message;
  const calls = tool_calls.map((call: { function: { name: string; arguments: string } }) => [
    call.function.name,
    JSON.parse(call.function.arguments),
  ]);
  return { text: content, calls, prompt: usage.prompt_tokens, completion: usage.completion_tokens };
}

type Block = { type: string; text: string; name: string; input: unknown };

async function anthropic(model: string, body: object): Promise<Said> {
  const headers = { 'anthropic-version': '2023-06-01', 'x-api-key': 'any' };
  const asked = { path: '/v1/messages', headers, body: { model, max_tokens: 500, ...body } };
  const { content, usage } = JSON.parse((await rawRequest(simulator, asked)).text);
  const texts = content.filter(({ type }: Block) => type === 'text').map(({ text }: Block) => text);
  const uses = content.filter(({ type }: Block) => type === 'tool_use');
  const calls = uses.map(({ name, input }: Block) => [name, input]);
  const text = texts.length === 0 ? null : texts.join('');
  return { text, calls, prompt: usage.input_tokens, completion: usage.output_tokens };
}

type GeminiPart = { text?: string; functionCall?: { name: string; args: unknown } };

async function gemini(model: string, body: object): Promise<Said> {
  const path = `/v1beta/models/${model}:generateContent`;
  const answer = await rawRequest(simulator, { path, headers: { 'x-goog-api-key': 'any' }, body });
  const { candidates, usageMetadata } = JSON.parse(answer.text);
  const said: GeminiPart[] = candidates[0].content.parts;
  return {
    text: said.find(({ text }) => text !== undefined)?.text ?? null,
    calls: said.flatMap(({ functionCall: call }) => (call === undefined ? [] : [[call.name, call.args]])),
    prompt: usageMetadata.promptTokenCount,
    completion: usageMetadata.candidatesTokenCount,
  };
}

describe('the same question', () => {
  test.each(Object.entries(questions))('%s has the same answer on every wire', async (_, question) => {
    const wanted = await openai(question.model, question.openai);
    expect(wanted.completion).toBeGreaterThan(0);
    expect(await anthropic(question.model, question.anthropic)).toEqual(wanted);
    expect(await gemini(question.model, question.gemini)).toEqual(wanted);
  });
});
