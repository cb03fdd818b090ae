import { expect, test } from 'vitest';
import { createConversation } from './conversation.ts';

const call = { id: 'call_1', type: 'function' as const, function: { name: 'get_weather', arguments: '{}' } };
const answer = (message: object) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion' as const,
  created: 1,
  model: 'simulator/sim-large',
  choices: [
    {
      index: 0,
      message: { role: 'assistant' as const, content: null, refusal: null, ...message },
      logprobs: null,
      finish_reason: 'stop' as const,
    },
  ],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  metadata: {
    request_id: 'req_1',
    requested_model: 'auto',
    requested_provider: null,
    used_model: 'sim-large',
    used_provider: 'simulator',
    underlying_used_model: 'sim-large',
    routing: [],
    ignored_parameters: [],
    plugins: {},
    usage_source: 'provider' as const,
  },
});
const roles = (conversation: ReturnType<typeof createConversation>) =>
  conversation.messages().map(({ role, content }) => `${role}: ${content}`);

test('an answer goes back as it came, with all that it brought', () => {
  const conversation = createConversation();
  conversation.say('Hello!');
  conversation.answered(
    answer({ content: 'Hi.', reasoning_details: [{ type: 'reasoning.text', text: 'Hm.', signature: 's' }] }),
  );
  conversation.say('And now?');
  expect(roles(conversation)).toEqual(['user: Hello!', 'assistant: Hi.', 'user: And now?']);
  expect(conversation.messages()[1]).toHaveProperty('reasoning_details.0.signature', 's');
});

test('what was last asked has no answer at its end', () => {
  const conversation = createConversation();
  expect(conversation.asked()).toEqual([]);
  conversation.say('Hello!');
  expect(conversation.asked()).toEqual(conversation.messages());
  conversation.answered(answer({ content: 'Hi.' }));
  expect(conversation.asked()).toEqual([{ role: 'user', content: 'Hello!' }]);
});

test('what was said and never answered gives way to what is said next', () => {
  const conversation = createConversation();
  conversation.say('One');
  conversation.say('Two');
  expect(roles(conversation)).toEqual(['user: Two']);
});

test('results of tools follow their calls, and stay when the next request fails', () => {
  const conversation = createConversation();
  conversation.say('Weather?');
  conversation.answered(answer({ tool_calls: [call] }));
  conversation.tell([{ call, content: '4 °C' }]);
  conversation.say('Well?');
  expect(roles(conversation)).toEqual(['user: Weather?', 'assistant: null', 'tool: 4 °C', 'user: Well?']);
});
