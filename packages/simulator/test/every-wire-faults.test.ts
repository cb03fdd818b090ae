import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { faults } from '../src/faults/fault-list.ts';
import { startSimulator } from '../src/index.ts';
import { rawRequest } from './raw-request.ts';

const simulator = await startSimulator();
afterAll(() => simulator.close());
beforeEach(() => simulator.reset());

const content = 'Use both.';
const messages = [{ role: 'user', content }];
const names = ['first', 'second'];
const functions = names.map((name) => ({ name }));

type Asked = { path: string; headers: Record<string, string>; body: object };

/** The same question on each wire, as a stream, with tools or without. */
const wires: Record<string, (withTools: boolean) => Asked> = {
  openai: (withTools) => ({
    path: '/v1/chat/completions',
    headers: {},
    body: {
      model: 'sim-large',
      messages,
      stream: true,
      stream_options: { include_usage: true },
      ...(withTools
        ? { tools: functions.map((definition) => ({ type: 'function', function: definition })) }
        : {}),
    },
  }),
  anthropic: (withTools) => ({
    path: '/v1/messages',
    headers: { 'anthropic-version': '2023-06-01', 'x-api-key': 'any' },
    body: {
      model: 'sim-large',
      max_tokens: 1000,
      messages,
      stream: true,
      ...(withTools ? { tools: names.map((name) => ({ name, input_schema: { type: 'object' } })) } : {}),
    },
  }),
  gemini: (withTools) => ({
    path: '/v1beta/models/sim-large:streamGenerateContent?alt=sse',
    headers: { 'x-goog-api-key': 'any' },
    body: {
      contents: [{ role: 'user', parts: [{ text: content }] }],
      ...(withTools ? { tools: [{ functionDeclarations: functions }] } : {}),
    },
  }),
};

/** Whose bytes are as without them: the mark is in the timing, or the wire has no place for it. */
const unseen = [
  'slow-headers',
  'slow-first-token',
  'split',
  'gemini tool-index-zero',
  'gemini tool-index-missing',
];
const smaller: Record<string, string | undefined> = {
  'slow-headers': 'slow-headers=1',
  'slow-first-token': 'slow-first-token=1',
  'gzip-bomb': 'gzip-bomb=1',
  'huge-event': 'huge-event=1',
};

describe.each(Object.entries(wires))('on the wire of %s', (wire, question) => {
  /** The answer without what names its request or its time. */
  const send = async (withTools: boolean, fault?: string) => {
    const asked = question(withTools);
    const answer = await rawRequest(simulator, {
      ...asked,
      headers: { ...asked.headers, ...(fault === undefined ? {} : { 'x-simulator-fault': fault }) },
      ...(fault === 'stall' ? { quietMs: 150 } : {}),
      enough: (text) => text.split('ping').length > 6,
    });
    const { 'x-request-id': _, 'request-id': __, date: ___, ...headers } = answer.headers;
    return { ...answer, headers, bytes: null, text: answer.text.replaceAll(/req_\w+/g, '') };
  };

  test.each(faults.map(({ name }) => name))('%s leaves its mark', async (name) => {
    const withTools = name.startsWith('tool-');
    const plain = await send(withTools);
    const spoilt = await send(withTools, smaller[name] ?? name);
    if (unseen.includes(name) || unseen.includes(`${wire} ${name}`)) expect(spoilt).toEqual(plain);
    else expect(spoilt).not.toEqual(plain);
    const [honest, other] = simulator.invoice().lines;
    const { status } = spoilt;
    if (status !== null && status !== 200) expect(other).toBeUndefined();
    else if (other !== undefined) expect(other).toMatchObject({ promptTokens: honest?.promptTokens });
  });
});
