import { validateRequest } from '@parley/validator';
import { expect, test } from 'vitest';
import { buildRequest } from './build-request.ts';
import type { Settings } from './settings.ts';

const settings: Settings = {
  baseUrl: 'http://127.0.0.1:4000',
  apiKey: '',
  model: 'auto',
  stream: false,
  effort: '',
  models: [],
  routing: '',
  noFallback: false,
  system: '',
  maxTokens: null,
  temperature: null,
  format: '',
  schema: '',
  healing: false,
  webSearch: false,
  tools: [],
  runTools: true,
  ownTools: '',
  more: '',
};
const said = [{ role: 'user', content: 'Hello!' } as const];

test('what nobody chose is not sent', () => {
  expect(buildRequest(settings, said)).toEqual({ body: { model: 'auto', messages: said }, problem: null });
});

test('with everything chosen it is a request of the contract', () => {
  const { body } = buildRequest(
    {
      ...settings,
      stream: true,
      effort: 'low',
      models: ['openai/gpt-5', 'auto'],
      routing: 'latency',
      system: 'Be brief.',
      maxTokens: 100,
      temperature: 0,
      format: 'json_schema',
      schema: '{"type": "object", "properties": {}}',
      healing: true,
      webSearch: true,
      tools: ['get_weather', 'convert_money', 'look_up_order'],
      ownTools: '[{"type": "function", "function": {"name": "own"}}]',
      more: '{"seed": 7}',
    },
    said,
  );
  expect(validateRequest('createChatCompletion', body)).toBeNull();
  expect(body).toMatchObject({
    temperature: 0,
    seed: 7,
    web_search: true,
    plugins: [{ id: 'response-healing' }],
  });
  expect(body?.messages[0]).toEqual({ role: 'system', content: 'Be brief.' });
  expect(body?.tools).toHaveLength(4);
});

test('a field of one’s own wins over the form, so that wrong requests can be tried', () => {
  const { body } = buildRequest({ ...settings, temperature: 1, more: '{"temperature": 3}' }, said);
  expect(body).toMatchObject({ temperature: 3 });
});

test.each<[keyof Settings, Partial<Settings>]>([
  ['baseUrl', { baseUrl: 'here' }],
  ['model', { model: '' }],
  ['schema', { format: 'json_schema', schema: '{"type": ' }],
  ['ownTools', { ownTools: '{}' }],
  ['more', { more: '[]' }],
  ['more', { more: '{"messages": "none"}' }],
])('what can’t be sent is named: %s', (field, wrong) => {
  expect(buildRequest({ ...settings, ...wrong }, said)).toMatchObject({ body: null, problem: { field } });
});
