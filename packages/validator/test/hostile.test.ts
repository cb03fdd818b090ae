import { expect, test } from 'vitest';
import { validateChatCompletionRequest } from '../src/generated/validators.gen.js';
import { validateRequest } from '../src/index.ts';
import { request } from './support/valid.ts';

const many = 100_000;

/** A list that counts how often its items are read. */
function counted(items: unknown[]) {
  const reads = { count: 0 };
  const list = new Proxy(items, {
    get(target, key) {
      if (typeof key === 'string' && /^\d+$/.test(key)) reads.count++;
      return Reflect.get(target, key);
    },
  });
  return { list, reads };
}

test('a hundred thousand bad messages cost one error and the reading of one message', () => {
  const { list, reads } = counted(Array.from({ length: many }, () => ({ role: 'robot', content: 5 })));
  const body = { ...request(), messages: list };
  expect(validateChatCompletionRequest(body)).toBe(false);
  expect(validateChatCompletionRequest.errors).toHaveLength(1);
  expect(reads.count).toBe(1);
  expect(validateRequest('createChatCompletion', body)?.param).toBe('messages[0].role');
});

test('when only the last message is bad, each is read once by the schema', () => {
  const good = Array.from({ length: many - 1 }, () => ({ role: 'user', content: 'hi' }));
  const { list, reads } = counted([...good, { role: 'user', content: 5 }]);
  const body = { ...request(), messages: list };
  expect(validateRequest('createChatCompletion', body)?.param).toBe(`messages[${many - 1}].content`);
  // Once by the validator, and once more where the error is.
  expect(reads.count).toBeLessThanOrEqual(many + 1);
  expect(validateChatCompletionRequest.errors?.length).toBeLessThan(5);
});

test('a part that is bad after a hundred thousand good ones is found without listing the good ones', () => {
  const parts: object[] = Array.from({ length: many }, () => ({ type: 'text', text: 'hi' }));
  const { list, reads } = counted([...parts, { type: 'text', text: 5 }]);
  const body = { ...request(), messages: [{ role: 'user', content: list }] };
  expect(validateRequest('createChatCompletion', body)?.param).toBe(`messages[0].content[${many}].text`);
  expect(reads.count).toBeLessThanOrEqual(many + 2);
});

test('nesting without end in free-form fields is not walked', () => {
  let deep: object = {};
  for (let level = 0; level < many; level++) deep = { properties: { a: deep } };
  const tools = [{ type: 'function', function: { name: 'f', parameters: deep } }];
  expect(validateRequest('createChatCompletion', { ...request(), tools, surprise: deep })).toBeNull();
  expect(validateRequest('createChatCompletion', { ...request(), messages: [deep] })?.param).toBe(
    'messages[0].role',
  );
  expect(validateRequest('createChatCompletion', { ...request(), temperature: deep })?.message).toBe(
    'temperature must be a number or null, got an object.',
  );
});

test('a sentence and a param stay short whatever is sent', () => {
  const long = 'x'.repeat(1_000_000);
  const fields = [
    { temperature: long },
    { model: long },
    { messages: [{ role: long }] },
    { tool_choice: { type: 'function', function: { name: long } } },
    { metadata: { [long]: 5 } },
    { logit_bias: { [long]: 5 } },
    { tools: [long, long].map((name) => ({ type: 'function', function: { name } })) },
  ];
  for (const field of fields) {
    const problem = validateRequest('createChatCompletion', { ...request(), ...field });
    expect(problem?.message.length).toBeLessThan(300);
    expect(problem?.param?.length).toBeLessThan(100);
  }
});

test('keys of the prototype are not taken for fields', () => {
  const body = JSON.parse(
    '{"__proto__": {"model": "auto"}, "messages": [{"role": "user", "content": "hi"}]}',
  );
  expect(validateRequest('createChatCompletion', body)?.param).toBe('model');
  const inherited = JSON.parse(
    '{"constructor": 5, "toString": 5, "model": "a", "messages": [{"role": "constructor"}]}',
  );
  expect(validateRequest('createChatCompletion', inherited)?.param).toBe('messages[0].role');
});
