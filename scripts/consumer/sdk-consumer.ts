// Every entry point of the packages that run on Node 20, as a stranger imports them from npm.
import {
  type ChatCompletion,
  createClient,
  createStructured,
  jsonSchema,
  ParleyError,
  runTools,
  tool,
} from '@parley/client';
import textRequest from '@parley/openapi/examples/createChatCompletion/text.request.json' with {
  type: 'json',
};
import document from '@parley/openapi/openapi.json' with { type: 'json' };
import documentRules from '@parley/openapi/rules.json' with { type: 'json' };
import { models, startSimulator } from '@parley/simulator';
import type { ChatCompletionRequest, ErrorCode, paths } from '@parley/types';
import type { RouteHandlers } from '@parley/types/fastify';
import { operations, rules, streamChecker, validateRequest } from '@parley/validator';
import * as createChatCompletion from '@parley/validator/create-chat-completion';
import contract from '@parley/validator/fastify';
import { withContract } from '@parley/validator/fetch';
import * as openai from '@parley/validator/openai';
import * as openaiCompletion from '@parley/validator/openai/create-chat-completion';
import Fastify from 'fastify';
import { z } from 'zod';
import { say } from './say.js';

const simulator = await startSimulator();
const client = createClient({ baseUrl: simulator.url, apiKey: 'any' });
const model = models[0]?.id ?? '';
const request = {
  model,
  messages: [{ role: 'user', content: 'Count to 5.' }],
} satisfies ChatCompletionRequest;

const answer: ChatCompletion = await client.chat.completions.create(request);
say('an answer', answer.choices[0]?.message.content, '1, 2, 3, 4, 5.');
say('what is wrong with it', openai.validateResponse('createChatCompletion', 200, answer), null);

const streamed = { ...request, stream: true, stream_options: { include_usage: true } } as const;
const stream = await client.chat.completions.create(streamed);
const [whole, chunkwise] = [openai.streamChecker(streamed), openaiCompletion.streamChecker(streamed)];
const problems = [];
for await (const chunk of stream) problems.push(...whole.push(chunk), ...chunkwise.push(chunk));
problems.push(...whole.push('[DONE]'), ...whole.end());
say('what is wrong with a stream', problems, []);
say('a stream put together', (await stream.final()).choices[0]?.message.content, '1, 2, 3, 4, 5.');

// @ts-expect-error messages are missing
const refused = client.chat.completions.create({ model }).catch((error: unknown) => error);
const error = await refused;
if (!(error instanceof ParleyError)) throw error;
switch (error.code) {
  case 'missing_required_parameter':
  case 'unknown_error':
    say('an error', error.status, 400);
    break;
  case 'output_invalid':
    say('the text of another error', error.text, '');
    break;
  // @ts-expect-error no such code
  case 'mising_required_parameter':
    break;
  default:
    throw error;
}
const code: ErrorCode = 'model_not_found';
// @ts-expect-error a stream is no answer
say('a field of an answer in a stream', stream.choices, undefined);
say('a code', code, 'model_not_found');

const Answer = z.object({ city: z.string() });
const { output } = await createStructured(client, { ...request, output: Answer });
say('structured output', typeof output.city, 'string');

const parameters = jsonSchema({
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
});
const getWeather = tool({ name: 'get_weather', parameters, execute: ({ city }) => `4 °C in ${city}` });
const messages = [{ role: 'user' as const, content: 'What is the weather in Oslo?' }];
const { rounds } = await runTools(client, { model, messages, tools: [getWeather] }).final();
say('rounds with a tool', rounds, 2);

type Documented = paths['/v1/chat/completions']['post'];
const documented: Documented['requestBody']['content']['application/json'] = request;
say('an example of the document', validateRequest('createChatCompletion', textRequest), null);
say('a request', createChatCompletion.validateRequest(documented), null);
say('paths', Object.keys(document.paths).includes(operations.createChatCompletion.path), true);
say('a rule', documentRules.stream.find(({ id }) => id === 'S13')?.rule, rules.S13);
say('a stream that was cut', streamChecker().end()[0]?.rule, 'S13');

const POST = withContract(createChatCompletion, () => Response.json(answer));
const posted = await POST(new Request('http://localhost/', { method: 'POST', body: '{}' }));
say('a handler', posted.status, 400);

const app = Fastify();
app.register(contract, { responses: 'off' });
const handler: RouteHandlers['createChatCompletion'] = async (_request, reply) => {
  reply.code(200).send(answer);
};
app.post('/v1/chat/completions', { config: { operationId: 'createChatCompletion' } }, handler);
const injected = await app.inject({ method: 'POST', url: '/v1/chat/completions', payload: {} });
say('a plugin', injected.statusCode, 400);

await app.close();
await simulator.close();
