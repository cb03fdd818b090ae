import { afterAll, describe, expect, test } from 'vitest';
import { startSimulator } from '../src/index.ts';
import { rawRequest } from './raw-request.ts';

const simulator = await startSimulator();
afterAll(() => simulator.close());

const version = { 'anthropic-version': '2023-06-01', 'x-api-key': 'any' };
const why = { role: 'user', content: 'Why?' };
const look = { name: 'look', input_schema: { type: 'object' } };
const use = (id: string) => ({ type: 'tool_use', id, name: 'look', input: {} });
const result = (id: string) => ({ type: 'tool_result', tool_use_id: id, content: 'Dark.' });
const text = (words: string) => ({ type: 'text', text: words });
const said = (...content: object[]) => ({ role: 'assistant', content });
const asked = (...content: object[]) => ({ role: 'user', content });
const thinking = { type: 'enabled', budget_tokens: 1024 };
const search = { type: 'web_search_20250305', name: 'web_search' };
const marked = { ...text('x'), cache_control: { type: 'ephemeral' } };
const schema = (properties: object) => ({
  output_config: {
    format: { type: 'json_schema', schema: { type: 'object', additionalProperties: false, properties } },
  },
});

const post = (change: object, headers: Record<string, string> = version) =>
  rawRequest(simulator, {
    path: '/v1/messages',
    headers,
    body: { model: 'sim-large', max_tokens: 2000, messages: [why], ...change },
  });

const refused: [change: object, message: RegExp][] = [
  [{ max_tokens: undefined }, /^max_tokens: Field required$/],
  [{ messages: undefined }, /^messages: Field required$/],
  [{ messages: [] }, /^messages: Input should be a list of at least 1/],
  [{ max_tokens: 0 }, /^max_tokens: Input should be greater than or equal to 1$/],
  [{ max_tokens: 20_000 }, /^max_tokens: 20000 > 16384/],
  [{ temperature: 1.1 }, /^temperature: Input should be less than or equal to 1$/],
  [{ temperature: '1' }, /^temperature: Input should be a valid number$/],
  [{ temperature: 1, top_p: 1 }, /`temperature` and `top_p` cannot both/],
  [{ frequency_penalty: 1 }, /^frequency_penalty: Extra inputs are not permitted$/],
  [{ output_format: {} }, /^output_format: Extra inputs/],
  [{ messages: [{ role: 'system', content: 'x' }] }, /^messages\.0\.role: Input should be 'user', 'assist/],
  [{ messages: [{ ...why, name: 'ada' }] }, /^messages\.0\.name: Extra inputs/],
  [{ messages: [said(text('x')), why] }, /first message must use the "user" role/],
  [{ messages: [asked()] }, /^messages\.0: all messages must have non-empty content/],
  [{ messages: [asked(text(''))] }, /text content blocks must be non-empty/],
  [{ messages: [asked(text(' '))] }, /must contain non-whitespace text/],
  [{ messages: [why, said(text('So '))] }, /cannot end with trailing whitespace/],
  [{ messages: [asked({ type: 'image', source: { type: 'url', url: 'ftp://x' } })] }, /source\.url: Input/],
  [
    { messages: [asked({ type: 'image', source: { type: 'base64', media_type: 'image/png', data: '?' } })] },
    /^messages\.0\.content\.0\.source\.data: Input should be/,
  ],
  [{ messages: [why, said(use('a'))] }, /^messages\.1: `tool_use` ids were found without .*: a\./],
  [{ messages: [why, said(use('a')), why] }, /`tool_use` ids were found without `tool_result` blocks/],
  [{ messages: [why, said(use('a'), use('b')), asked(result('a'))] }, /immediately after: b\./],
  [{ messages: [why, said(use('a')), asked(text('x'), result('a'))] }, /immediately after: a\./],
  [{ messages: [asked(result('a'))] }, /^messages\.0\.content\.0: unexpected `tool_use_id`.*: a\./],
  [{ messages: [why, said(use('a')), asked(result('a'), result('b'))] }, /unexpected `tool_use_id`.*: b\./],
  [{ messages: [why, said(use('a')), asked(result('a'), result('a'))] }, /must have a single result/],
  [{ messages: [why, said(use('a'), use('a')), asked(result('a'))] }, /ids must be unique/],
  [{ tools: [{ name: 'look' }] }, /^tools\.0\.input_schema: Field required$/],
  [{ tools: [{ name: 'a b', input_schema: { type: 'object' } }] }, /^tools\.0\.name: Input should be/],
  [{ tools: [{ name: 'look', input_schema: {} }] }, /^tools\.0\.input_schema\.type: Input should be 'obj/],
  [{ tools: [look, look] }, /Tool names must be unique/],
  [{ tool_choice: { type: 'auto' } }, /^tool_choice: may only be specified while providing tools/],
  [{ tools: [look], tool_choice: { type: 'tool', name: 'run' } }, /^Tool 'run' not found/],
  [{ tools: [look], tool_choice: 'auto' }, /^tool_choice: Input should be a valid dictionary$/],
  [{ thinking: { type: 'enabled', budget_tokens: 1023 } }, /^thinking\.budget_tokens: Input should be gre/],
  [{ thinking: { type: 'enabled', budget_tokens: 2000 } }, /`max_tokens` must be greater than/],
  [{ thinking, temperature: 0.5 }, /`temperature` may only be set to 1/],
  [{ thinking, top_p: 0.9 }, /`top_p` must be greater/],
  [{ thinking, top_k: 5 }, /`top_k` must be unset/],
  [{ thinking, tools: [look], tool_choice: { type: 'any' } }, /tool_choice forces tool use/],
  [
    { messages: [why, said({ type: 'thinking', thinking: 'Hm.', signature: 'c2ln' }, text('x')), why] },
    /^messages\.1\.content\.0: Invalid `signature` in `thinking` block$/,
  ],
  [{ stop_sequences: [' '] }, /must contain non-whitespace/],
  [{ system: Array(5).fill(marked) }, /A maximum of 4 blocks with cache_control may be provided\. Found 5/],
  [
    { output_config: { format: { type: 'json_schema', schema: { type: 'object' } } } },
    /'additionalProperties' must be explicitly set to false/,
  ],
  [schema({ age: { type: 'integer', minimum: 1 } }), /For 'integer' type, properties minimum are not/],
  [schema({ list: { type: 'array', items: { type: 'string', maxLength: 1 } } }), /For 'string' type/],
  [{ model: 'sim-fast', tools: [look] }, /'sim-fast' does not support tools/],
  [{ model: 'sim-small', thinking }, /'sim-small' does not support thinking/],
  [{ model: 'sim-small', output_config: { effort: 'low' } }, /the effort parameter/],
  [{ tools: [search] }, /the web search tool/],
  [{ model: 'sim-free', messages: [{ role: 'user', content: 'word '.repeat(9000) }] }, /^prompt is too lon/],
  [{ model: 'sim-free', messages: [{ role: 'user', content: 'word '.repeat(7000) }] }, /exceed context limi/],
];

describe("a request on Anthropic's wire", () => {
  test.each(refused)('%j is refused', async (change, message) => {
    const { status, text: body, headers } = await post(change);
    expect({ status, body: JSON.parse(body) }).toEqual({
      status: 400,
      body: {
        type: 'error',
        error: { type: 'invalid_request_error', message: expect.stringMatching(message) },
        request_id: headers['request-id'],
      },
    });
  });

  test('with every known parameter is answered', async () => {
    const cache_control = { type: 'ephemeral', ttl: '1h' };
    const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } };
    const pdf = { type: 'base64', media_type: 'application/pdf', data: 'AAAA' };
    const document = { type: 'document', source: pdf, title: 'Plan', citations: { enabled: false } };
    const { status, text: body } = await post({
      system: [{ type: 'text', text: 'Be brief.', cache_control }],
      messages: [
        asked(text('Look.'), image, document),
        said(text('I look.'), use('a'), use('b')),
        asked(result('a'), { ...result('b'), content: [text('Light.')], is_error: true }, text('And?')),
      ],
      tools: [{ ...look, description: 'Looks', type: 'custom', strict: true, cache_control }],
      tool_choice: { type: 'auto', disable_parallel_tool_use: true },
      metadata: { user_id: 'ada' },
      service_tier: 'auto',
      stop_sequences: ['THE END'],
      stream: true,
      top_k: 40,
      temperature: 0,
    });
    expect(status).toBe(200);
    expect(body).toMatch(/event: message_stop\ndata: {"type":"message_stop"}\n\n$/);
  });

  test('needs a version and a key, and goes to a known path by a known method', async () => {
    expect(await post({}, { 'x-api-key': 'any' })).toMatchObject({ status: 400 });
    expect(await post({}, { ...version, 'anthropic-version': '1999-01-01' })).toMatchObject({ status: 400 });
    expect(await post({}, { ...version, authorization: '', 'x-api-key': '' })).toMatchObject({ status: 401 });
    const get = await rawRequest(simulator, { method: 'GET', path: '/v1/messages', headers: version });
    expect(get).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    const nowhere = await rawRequest(simulator, { path: '/v1/messages/batches', headers: version });
    expect(JSON.parse(nowhere.text)).toMatchObject({ error: { type: 'not_found_error' } });
  });
});
