import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { framingFaults } from '../src/faults/framing-faults.ts';
import { startSimulator } from '../src/index.ts';
import { askingFor, contentOf, counted, messages, streamedContent, without } from './faulty.ts';
import { dataOf, rawRequest } from './raw-request.ts';

const simulator = await startSimulator();
afterAll(() => simulator.close());
const { json, stream } = askingFor(simulator);

/** What each fault looks like on the wire: every fault must have its proof here. */
const proofs: Record<string, () => Promise<void>> = {
  gzip: async () => {
    const answer = await stream('gzip');
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(streamedContent(dataOf(gunzipSync(answer.bytes).toString()))).toBe(counted);
  },
  'gzip-bomb': async () => {
    const { bytes } = await json('gzip-bomb-5');
    expect(bytes.length).toBeLessThan(10_000);
    expect(gunzipSync(bytes)).toHaveLength(5_000_000);
  },
  'huge-event': async () => {
    const answer = await stream('huge-event-2');
    expect(answer.text.split('\n')[0]).toHaveLength(2_000_000 + 'data: ""'.length);
  },
  crlf: async () => {
    const { text } = await stream('crlf');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(streamedContent(dataOf(text.replaceAll('\r\n', '\n')))).toBe(counted);
  },
  cr: async () => {
    const { text } = await stream('cr');
    expect(text).not.toContain('\n');
    expect(streamedContent(dataOf(text.replaceAll('\r', '\n')))).toBe(counted);
  },
  bom: async () => {
    const { bytes } = await stream('bom');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  },
  comments: async () => {
    const { text } = await stream('comments');
    expect(text).toMatch(/^: comment\n\nevent: message\nid: 1\nretry: 10\ndata: /);
    expect(streamedContent(dataOf(text))).toBe(counted);
  },
  split: async () => {
    const { text } = await stream('split-1');
    const wholeStream = await rawRequest(simulator, { body: { model: 'sim-large', messages, stream: true } });
    expect(dataOf(text)).toHaveLength(dataOf(wholeStream.text).length);
    expect(without(text, /fault-split-1/g, /chatcmpl-\w+/g, /"created":\d+/g)).toBe(
      without(wholeStream.text, /sim-large/g, /chatcmpl-\w+/g, /"created":\d+/g),
    );
  },
  'wrong-content-type': async () => {
    const answer = await json('wrong-content-type');
    expect(answer.headers['content-type']).toBe('text/plain');
    expect(contentOf(answer)).toBe(counted);
  },
  'early-hints': async () => {
    const answer = await json('early-hints');
    expect(answer).toMatchObject({ status: 200, earlyHints: 1 });
    expect(contentOf(answer)).toBe(counted);
  },
  'huge-headers': async () => {
    expect((await json('huge-headers-40')).headers['x-huge']).toHaveLength(40_000);
  },
};

describe('faults of framing', () => {
  test.each(framingFaults.map(({ name }) => name))('%s does what the table says', async (name) => {
    await proofs[name]?.();
    expect(proofs).toHaveProperty([name]);
  });
});
