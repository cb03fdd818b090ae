import { afterAll, describe, expect, test } from 'vitest';
import { interruptionFaults } from '../src/faults/interruption-faults.ts';
import { startSimulator } from '../src/index.ts';
import { askingFor, contentOf, counted, errorOf, messages, streamedContent } from './faulty.ts';
import { dataOf, rawRequest } from './raw-request.ts';

const simulator = await startSimulator();
afterAll(() => simulator.close());
const { json, stream } = askingFor(simulator);

/** What each fault looks like on the wire: every fault must have its proof here. */
const proofs: Record<string, () => Promise<void>> = {
  'slow-headers': async () => {
    expect(await stream('slow-headers-60000', {}, 100)).toMatchObject({ status: null, end: 'open' });
    expect(contentOf(await json('slow-headers-5'))).toBe(counted);
  },
  'slow-first-token': async () => {
    expect(await stream('slow-first-token-60000', {}, 100)).toMatchObject({
      status: 200,
      text: '',
      end: 'open',
    });
    expect(streamedContent(dataOf((await stream('slow-first-token-5')).text))).toBe(counted);
  },
  stall: async () => {
    const answer = await stream('stall-4', {}, 150);
    expect(answer.end).toBe('open');
    expect(dataOf(answer.text)).toHaveLength(4);
    const half = await json('stall', {}, 150);
    expect(half.end).toBe('open');
    expect(half.bytes.length).toBeLessThan(Number(half.headers['content-length']));
  },
  'stall-pings': async () => {
    const { text, end } = await rawRequest(simulator, {
      body: { model: 'fault-stall-pings-2', messages, stream: true },
      enough: (soFar) => soFar.split(': ping').length > 3,
    });
    expect(end).toBe('open');
    expect(dataOf(text)).toHaveLength(2);
    expect(text).not.toMatch(/: ping.*data:/s);
  },
  cut: async () => {
    const answer = await stream('cut-5');
    expect(answer).toMatchObject({ status: 200, end: 'broken', errorCode: 'ECONNRESET' });
    expect(dataOf(answer.text)).toHaveLength(5);
    expect(await json('cut')).toMatchObject({ status: 200, end: 'broken' });
  },
  reset: async () => {
    expect(await json('reset')).toMatchObject({ status: null, end: 'broken', errorCode: 'ECONNRESET' });
    const answer = await stream('reset-2');
    expect(answer).toMatchObject({ status: 200, end: 'broken', errorCode: 'ECONNRESET' });
    expect(dataOf(answer.text)).toHaveLength(2);
  },
  'clean-eof': async () => {
    const answer = await stream('clean-eof-6');
    expect(answer.end).toBe('complete');
    expect(dataOf(answer.text)).toHaveLength(6);
    expect(answer.text).not.toMatch(/\[DONE\]|"stop"/);
    const half = await json('clean-eof');
    expect(half.end).toBe('complete');
    expect(() => JSON.parse(half.text)).toThrow(SyntaxError);
  },
  truncated: async () => {
    const answer = await json('truncated');
    expect(answer.end).toBe('broken');
    expect(answer.bytes.length).toBe(Math.floor(Number(answer.headers['content-length']) / 2));
  },
  malformed: async () => {
    const answer = await stream('malformed-2');
    const events = dataOf(answer.text);
    expect(() => JSON.parse(events[2] ?? '')).toThrow(SyntaxError);
    expect(streamedContent(events.toSpliced(2, 1))).toBe(counted);
    expect(events.at(-1)).toBe('[DONE]');
    const body = await json('malformed');
    expect(body.end).toBe('complete');
    expect(() => JSON.parse(body.text)).toThrow(SyntaxError);
  },
  'error-200': async () => {
    const answer = await json('error-200');
    expect(answer.status).toBe(200);
    expect(errorOf(answer)).toMatchObject({ type: 'server_error' });
    const streamed = await stream('error-200');
    expect(streamed).toMatchObject({ status: 200, end: 'complete' });
    expect(dataOf(streamed.text)).toHaveLength(1);
    expect(streamed.text).toMatch(/^data: {"error":/);
  },
  'error-event': async () => {
    const events = dataOf((await stream('error-event-4')).text);
    expect(events).toHaveLength(5);
    expect(JSON.parse(events[4] ?? '')).toHaveProperty('error.code', 'server_error');
    expect((await json('error-event')).text).toMatch(/^{"error":/);
  },
  'no-done': async () => {
    const events = dataOf((await stream('no-done')).text);
    expect(streamedContent(events)).toBe(counted);
    expect(events.at(-1)).toContain('"finish_reason":"stop"');
  },
  'done-twice': async () => {
    expect(dataOf((await stream('done-twice')).text).slice(-2)).toEqual(['[DONE]', '[DONE]']);
  },
  'after-done': async () => {
    const events = dataOf((await stream('after-done')).text);
    expect(events.slice(-3)).toEqual(['[DONE]', events[0], events[1]]);
  },
};

describe('interruptions', () => {
  test.each(interruptionFaults.map(({ name }) => name))('%s does what the table says', async (name) => {
    await proofs[name]?.();
    expect(proofs).toHaveProperty([name]);
  });
});
