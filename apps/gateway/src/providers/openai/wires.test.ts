// Which of OpenAI's two wires a call goes by.
import type { ChatCompletionRequest } from '@parley/types';
import { describe, expect, test } from 'vitest';
import { callOf, chatStream, reasoningModel, toldByStream } from '../../../test/support/told-by-adapter.ts';
import { plain, tools } from '../../../test/support/wire-rows.ts';
import { uncataloguedModel } from '../../catalog/model.ts';
import { azure } from '../azure/index.ts';
import { xai } from '../xai/index.ts';
import { openai } from './index.ts';

const model = (id: string) => reasoningModel(id);

const rows: [what: string, id: string, given: Partial<ChatCompletionRequest>, path: string][] = [
  ['text', 'gpt-5.4', {}, '/chat/completions'],
  ['an effort', 'gpt-5.4', { reasoning_effort: 'high' }, '/chat/completions'],
  ['tools', 'gpt-5.4', { tools }, '/chat/completions'],
  ['tools with an effort', 'gpt-5.4', { tools, reasoning_effort: 'low' }, '/responses'],
  ['tools without reasoning', 'gpt-5.5', { tools, reasoning_effort: 'none' }, '/chat/completions'],
  ['tools, of a model that reasons by default', 'gpt-5.5', { tools }, '/responses'],
  ['tools with an effort, of an older model', 'o3', { tools, reasoning_effort: 'low' }, '/chat/completions'],
  ['a summary', 'o3', { reasoning: { summary: 'auto' } }, '/responses'],
  ['its reasoning', 'o3', { include_reasoning: true }, '/responses'],
  ['its reasoning, hidden', 'o3', { reasoning: { summary: 'auto', exclude: true } }, '/chat/completions'],
  ['the mode pro', 'gpt-5.6', { reasoning: { mode: 'pro' } }, '/responses'],
  ['the mode pro, of an older model', 'gpt-5.4', { reasoning: { mode: 'pro' } }, '/chat/completions'],
  ['a search', 'gpt-5.4', { web_search: true }, '/responses'],
  ['a search of a model that searches', 'gpt-4o-search-preview', { web_search: true }, '/chat/completions'],
  ['several answers', 'gpt-5.5', { tools, n: 2 }, '/chat/completions'],
];

test.each(rows)('%s, asked of %s', (_what, id, given, path) => {
  expect(openai.request(callOf(given, model(id))).path).toBe(path);
});

describe('a call by the Responses API', () => {
  const given = { web_search: true, stop: 'x', seed: 1, temperature: 0 };

  test('names what is lost there', () => {
    expect(openai.request(callOf(given, plain)).ignored).toEqual(['stop', 'seed']);
  });

  test('names nothing twice: what the table calls ignored is named by that', () => {
    const call = callOf({ web_search: true, service_tier: 'flex' }, plain);
    expect(azure.coverage.request.service_tier).toBe('ignored');
    expect(azure.request(call)).toMatchObject({ path: '/responses', ignored: [] });
    expect(JSON.stringify(azure.request(call).body)).not.toContain('flex');
  });

  test('is answered by it', async () => {
    const completed = { type: 'response.completed', response: { status: 'completed', usage: null } };
    const said = { type: 'response.output_text.delta', output_index: 0, delta: 'Hi' };
    const told = await toldByStream(openai, chatStream([said, completed], ''), 1e9, callOf(given, plain));
    expect(told).toMatchObject({ text: 'Hi', finish: 'stop', failure: null });
  });
});

test('reasoning of others does not go by the chat wire, and that is said', () => {
  const foreign = { type: 'reasoning.text' as const, text: 'Hm', format: 'anthropic-claude-v1' };
  const messages = [{ role: 'assistant' as const, content: 'Yes', reasoning_details: [foreign] }];
  const wire = openai.request(callOf({ messages }));
  expect(wire).toMatchObject({ path: '/chat/completions', ignored: ['messages[].reasoning_details'] });
  expect(JSON.stringify(wire.body)).not.toContain('Hm');
});

describe('what of a message the wire of a call has no place for', () => {
  const audio = { id: 'a' };
  const messages = [
    { role: 'user' as const, name: 'alice', content: 'Hi' },
    { role: 'assistant' as const, content: null, refusal: 'No.', audio },
    { role: 'user' as const, content: 'Why?' },
  ];

  test.each([
    [openai, '/responses', { web_search: true }, ['messages[].name', 'messages[].audio']],
    [openai, '/chat/completions', {}, []],
    // It takes no sound of an earlier answer by either wire: the table says so, and names it.
    [xai, '/responses', { web_search: true }, ['messages[].name']],
    [xai, '/chat/completions', {}, ['messages[].refusal']],
  ])('is named (%#)', (adapter, path, given, ignored) => {
    expect(adapter.request(callOf({ messages, ...given }, plain))).toMatchObject({ path, ignored });
  });
});

test('a stream tells its usage by either wire', () => {
  const given = { stream: true, stream_options: { include_usage: true }, web_search: true };
  expect(openai.request(callOf(given, plain))).toMatchObject({ path: '/responses', ignored: [] });
});

test('xAI searches by the Responses API, with its own name for domains to leave out', () => {
  const search = {
    type: 'web_search' as const,
    blocked_domains: ['b.test'],
    search_context_size: 'low' as const,
  };
  const wire = xai.request(callOf({ tools: [search] }, uncataloguedModel('grok-4.3')));
  expect(wire).toMatchObject({
    path: '/responses',
    body: { tools: [{ type: 'web_search', filters: { excluded_domains: ['b.test'] } }] },
    ignored: ['tools[0].search_context_size'],
  });
});
