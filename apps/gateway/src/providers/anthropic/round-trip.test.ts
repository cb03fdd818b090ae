// A turn of tools is sent back as it was received, and is then made of the blocks that it came in.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AssistantMessage } from '@parley/types';
import { describe, expect, test } from 'vitest';
import { joinDetails } from '../../../test/support/join-details.ts';
import { callOf, type Told, toldByStream } from '../../../test/support/told-by-adapter.ts';
import { uncataloguedModel } from '../../catalog/model.ts';
import { arrayOf, objectOf } from '../json.ts';
import { anthropic } from './index.ts';

const model = uncataloguedModel('claude-opus-4-6');
const read = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');

function sentBack(answer: AssistantMessage): unknown[] {
  const results = (answer.tool_calls ?? []).map(({ id }) => ({
    role: 'tool' as const,
    tool_call_id: id,
    content: 'ok',
  }));
  const messages = [{ role: 'user' as const, content: 'Hello' }, answer, ...results];
  const sent = anthropic.request(callOf({ messages, reasoning_effort: 'low' }, model));
  const body = objectOf(sent.body);
  expect(sent.ignored).toBeUndefined();
  expect(body['thinking']).toEqual({ type: 'enabled', budget_tokens: 1024 });
  return [...arrayOf(objectOf(arrayOf(body['messages'])[1])['content'])];
}

function messageOf(told: Told): AssistantMessage {
  return {
    role: 'assistant',
    content: told.text,
    reasoning_details: joinDetails(told.details),
    tool_calls: told.calls.map((call, index) => {
      const [, name = '', input = ''] = /^(\w+)(.*)$/.exec(call) ?? [];
      return { id: told.callIds[index] ?? '', type: 'function', function: { name, arguments: input } };
    }),
  };
}

/** Texts that follow each other are one, without their citations: those are for people. */
function merged(blocks: readonly unknown[]): object[] {
  const all: object[] = [];
  for (const { citations: _citations, ...block } of blocks.map(objectOf)) {
    const last = objectOf(all.at(-1));
    if (block['type'] !== 'text' || last['type'] !== 'text') all.push(block);
    else all[all.length - 1] = { type: 'text', text: `${last['text']}${block['text']}` };
  }
  return all;
}

describe.each(['tools', 'search', 'text'])('%s', (name) => {
  const body: unknown = JSON.parse(read(`${name}.response.json`));
  const blocks = merged(arrayOf(objectOf(body)['content']));

  test('goes back as it came whole', () => {
    const answer = anthropic.response(body, callOf({}, model));
    if (!answer.ok) throw new Error(answer.failure.code);
    const [choice] = answer.answer.choices;
    const message: AssistantMessage = { ...choice?.message, role: 'assistant' };
    expect(sentBack(message)).toEqual(blocks);
  });

  test('goes back as it came in a stream', async () => {
    const told = await toldByStream(anthropic, read(`${name}.response.sse`));
    expect(sentBack(messageOf(told))).toEqual(blocks);
  });
});
