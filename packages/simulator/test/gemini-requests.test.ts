import { afterAll, describe, expect, test } from 'vitest';
import { startSimulator } from '../src/index.ts';
import { dataOf, rawRequest } from './raw-request.ts';

const simulator = await startSimulator({ apiKey: 'right' });
afterAll(() => simulator.close());

const key = { 'x-goog-api-key': 'right' };
const said = (role: string, ...parts: object[]) => ({ role, parts });
const why = said('user', { text: 'Why?' });
const call = (name: string) => ({ functionCall: { name, args: {} }, thoughtSignature: waived });
const answer = (name: string) => ({ functionResponse: { name, response: { result: 'Dark.' } } });
const waived = 'skip_thought_signature_validator';
const tools = (...functionDeclarations: object[]) => ({ tools: [{ functionDeclarations }] });
const parameters = (schema: object) => tools({ name: 'look', parameters: schema });
const config = (generationConfig: object) => ({ generationConfig });
const mode = (functionCallingConfig: object) => ({ toolConfig: { functionCallingConfig } });
const text = { type: 'STRING' };
const json = { responseMimeType: 'application/json' };

const post = (body: object, path = 'sim-large:generateContent', headers: Record<string, string> = key) =>
  rawRequest(simulator, {
    path: `/v1beta/models/${path}`,
    headers,
    body: { contents: [why], ...body },
  });

const refused: [body: object, message: RegExp, model?: string][] = [
  [{ contents: undefined }, /^\* GenerateContentRequest\.contents: contents is not specified$/],
  [{ contents: 'Why?' }, /^Invalid value at 'contents': expected a valid list/],
  [{ messages: [] }, /^Invalid JSON payload received\. Unknown name "messages": Cannot find field\.$/],
  [{ contents: [{ ...why, name: 'ada' }] }, /Unknown name "name" at 'contents\[0\]': Cannot find field/],
  [{ contents: [said('assistant', { text: 'x' })] }, /contents\[0\]\.role: should be 'user', 'model'/],
  [{ contents: [said('user')] }, /contents\[0\]\.parts: should be a list of at least 1/],
  [{ contents: [said('user', {})] }, /required oneof field 'data' must have one initialized field/],
  [{ contents: [said('user', { text: 'x', inlineData: { mimeType: 'a/b', data: 'AA' } })] }, /oneof field/],
  [{ contents: [said('user', { inlineData: { mimeType: 'a/b', data: '?' } })] }, /inline_data\.data: should/],
  [{ contents: [said('user', { functionResponse: { name: 'x', response: 'y' } })] }, /^Invalid value at/],
  [{ contents: [why, said('model', call('look'))] }, /function call turn is followed by a function response/],
  [
    { contents: [said('model', call('look')), said('user', answer('look'))] },
    /immediately after a user turn/,
  ],
  [{ contents: [why, said('user', answer('look'))] }, /immediately after a function call turn/],
  [
    { contents: [why, said('model', call('look'), call('run')), said('user', answer('look'))] },
    /number of function response parts is equal/,
  ],
  [{ contents: [why, said('model', call('look')), said('user', answer('run'))] }, /"run" was not called/],
  [config({ temperature: 2.1 }), /generation_config\.temperature: should be less than or equal to 2$/],
  [config({ max_tokens: 5 }), /Unknown name "maxTokens" at 'generation_config'/],
  [config({ maxOutputTokens: 20_000 }), /max_output_tokens: should be at most 16384/],
  [config({ stopSequences: Array(6).fill('x') }), /stop_sequences: should be a list of at most 5/],
  [config({ responseSchema: text }), /only supported with response_mime_type: application\/json/],
  [config({ ...json, responseSchema: text, responseJsonSchema: {} }), /Only one of response_schema and/],
  [config({ ...json, responseSchema: { type: 'OBJECT', additionalProperties: false } }), /Unknown name "add/],
  [config({ thinkingConfig: { thinkingBudget: 40_000 } }), /thinking_budget: should be less than/],
  [config({ thinkingConfig: { thinkingBudget: 1, thinkingLevel: 'LOW' } }), /only one of thinking budget/],
  [config({ thinkingConfig: { thinkingLevel: 'XHIGH' } }), /thinking_level: should be 'MINIMAL'/],
  [parameters({ type: 'OBJECT' }), /parameters\.properties: should be non-empty for OBJECT type/],
  [
    parameters({ type: 'OBJECT', properties: { a: { type: 'ARRAY' } } }),
    /\.items: should be there for ARRAY/,
  ],
  [parameters({ type: 'OBJECT', properties: { a: { ...text, format: 'uri' } } }), /no other is supported/],
  [parameters({ type: 'OBJECT', properties: { a: text }, required: ['b'] }), /"b" is not defined/],
  [parameters({ $ref: '#/x' }), /Unknown name "\$ref" at 'tools\[0\]\.function_declarations\[0\]\.param/],
  [tools({ name: 'a b' }), /function_declarations\[0\]\.name: should be/],
  [tools({ name: 'look' }, { name: 'look' }), /Duplicate function declaration/],
  [mode({ mode: 'ANY' }), /without function_declarations/],
  [{ ...tools({ name: 'a' }), ...mode({ mode: 'AUTO', allowedFunctionNames: ['a'] }) }, /mode is ANY/],
  [{ ...tools({ name: 'a' }), ...mode({ mode: 'ANY', allowedFunctionNames: ['b'] }) }, /"b", which is not/],
  [tools({ name: 'look' }), /^Function calling is not enabled for models\/sim-fast$/, 'sim-fast'],
  [{ tools: [{ googleSearch: {} }] }, /^Search Grounding is not enabled/],
  [config({ thinkingConfig: { includeThoughts: true } }), /^Thinking is not enabled/, 'sim-small'],
  [config({ responseModalities: ['TEXT', 'IMAGE'] }), /modality IMAGE is not enabled/],
  [{ contents: [said('user', { text: 'word '.repeat(9000) })] }, /^The input token count \(9/, 'sim-free'],
];

describe("a request on Gemini's wire", () => {
  test.each(refused)('%j is refused', async (body, message, model = 'sim-large') => {
    const answered = await post(body, `${model}:streamGenerateContent?alt=sse`);
    expect(answered.status).toBe(400);
    expect(JSON.parse(answered.text)).toMatchObject({
      error: { code: 400, status: 'INVALID_ARGUMENT', message: expect.stringMatching(message) },
    });
  });

  test('with every known parameter is answered, in snake_case too', async () => {
    const body = {
      system_instruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        said('user', { text: 'Look.' }, { inline_data: { mime_type: 'image/png', data: 'AAAA' } }),
        said('model', { text: 'Hm.', thought: true }, call('look'), call('look')),
        said('user', answer('look'), answer('look'), { text: 'And?' }),
        said('model', { text: 'Dark.' }),
        said('user', { fileData: { mimeType: 'application/pdf', fileUri: 'https://example.com/a.pdf' } }),
      ],
      tools: [
        {
          function_declarations: [
            { name: 'look', parameters: { type: 'object', properties: { some_name: { any_of: [text] } } } },
          ],
        },
      ],
      tool_config: { function_calling_config: { mode: 'ANY', allowed_function_names: ['look'] } },
      safety_settings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
      generation_config: {
        candidate_count: 2,
        max_output_tokens: 500,
        stop_sequences: ['THE END'],
        temperature: 0,
        top_p: 1,
        top_k: 40,
        seed: -5,
        presence_penalty: 1,
        frequency_penalty: -1,
        thinking_config: { thinking_budget: 0 },
      },
    };
    const { candidates } = JSON.parse((await post(body)).text);
    expect(candidates).toMatchObject([
      { index: 0, content: { parts: [{ functionCall: { args: { some_name: expect.any(String) } } }] } },
      { index: 1 },
    ]);
  });

  test('asks with its key in a header or in the query', async () => {
    const method = 'sim-free:generateContent';
    expect(await post({}, `${method}?key=right`, {})).toMatchObject({ status: 200 });
    const none = await post({}, method, {});
    expect(JSON.parse(none.text)).toMatchObject({ error: { code: 403, status: 'PERMISSION_DENIED' } });
    const wrong = await post({}, `${method}?key=wrong`, {});
    expect(JSON.parse(wrong.text)).toMatchObject({
      error: { code: 400, details: [{ reason: 'API_KEY_INVALID' }] },
    });
  });

  test('gets a stream as a list when it does not ask for events', async () => {
    const body = { contents: [said('user', { text: 'Count to five' })] };
    const list = await post(body, 'sim-large:streamGenerateContent');
    const events = await post(body, 'sim-large:streamGenerateContent?alt=sse');
    expect(JSON.parse(list.text)).toEqual(dataOf(events.text).map((data) => JSON.parse(data)));
  });

  test('to nowhere is a 404, and so is a model that is not there', async () => {
    for (const path of ['sim-large:embedContent', 'sim-large', 'none:generateContent'])
      expect(JSON.parse((await post({}, path)).text)).toMatchObject({ error: { status: 'NOT_FOUND' } });
    const cached = await post({ cachedContent: 'cachedContents/1' });
    expect(JSON.parse(cached.text)).toMatchObject({ error: { status: 'PERMISSION_DENIED' } });
  });
});
