import { afterAll, describe, expect, test } from 'vitest';
import { faultsInsteadOfAnswers } from '../src/faults/status-faults.ts';
import { startSimulator } from '../src/index.ts';
import { askingFor, errorOf, messages } from './faulty.ts';
import { rawRequest } from './raw-request.ts';

const simulator = await startSimulator();
afterAll(() => simulator.close());
const { json, stream } = askingFor(simulator);

async function expectStatus(name: string): Promise<void> {
  for (const answer of [await json(name), await stream(name)]) {
    expect(answer).toMatchObject({ status: Number(name), end: 'complete' });
    errorOf(answer);
  }
}

/** What each fault looks like on the wire: every fault must have its proof here. */
const proofs: Record<string, () => Promise<void>> = {
  '400': () => expectStatus('400'),
  '401': () => expectStatus('401'),
  '403': () => expectStatus('403'),
  '404': () => expectStatus('404'),
  '500': () => expectStatus('500'),
  '502': () => expectStatus('502'),
  '503': () => expectStatus('503'),
  '504': () => expectStatus('504'),
  '529': () => expectStatus('529'),
  '429': async () => {
    const answer = await json('429-7');
    expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '7', 'retry-after-ms': '7000' } });
    expect(errorOf(answer)).toMatchObject({ type: 'rate_limit_error', code: 'rate_limit_exceeded' });
  },
  quota: async () => {
    const answer = await json('quota');
    expect(answer.headers).not.toHaveProperty('retry-after');
    expect(errorOf(answer)).toMatchObject({ type: 'insufficient_quota', code: 'insufficient_quota' });
  },
  'context-length': async () => {
    const answer = await json('context-length');
    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toMatchObject({ code: 'context_length_exceeded', param: 'messages' });
  },
  flaky: async () => {
    const statuses: (number | null)[] = [];
    for (let tries = 0; tries < 4; tries++) statuses.push((await json('flaky-2')).status);
    expect(statuses).toEqual([503, 503, 200, 200]);
    const headers = { 'x-simulator-session': 'another' };
    const other = await rawRequest(simulator, { headers, body: { model: 'fault-flaky-2', messages } });
    expect(other.status).toBe(503);
  },
  refuse: async () => {
    expect(await json('refuse')).toMatchObject({ status: null, end: 'broken', errorCode: 'ECONNRESET' });
  },
  redirect: async () => {
    expect(await json('redirect')).toMatchObject({ status: 302, headers: { location: '/elsewhere' } });
  },
  'html-502': async () => {
    const answer = await json('html-502');
    expect(answer).toMatchObject({ status: 502, headers: { 'content-type': 'text/html' } });
    expect(answer.text).toMatch(/^<html>/);
  },
};

describe('faults instead of answers', () => {
  test.each(faultsInsteadOfAnswers.map(({ name }) => name))('%s does what the table says', async (name) => {
    await proofs[name]?.();
    expect(proofs).toHaveProperty([name]);
  });
});
