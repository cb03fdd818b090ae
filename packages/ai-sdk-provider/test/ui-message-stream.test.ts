import {
  convertToModelMessages,
  readUIMessageStream,
  streamText,
  toUIMessageStream,
  type UIMessage,
} from 'ai';
import { expect, test } from 'vitest';
import { chunk, completion, interrupted, stream } from './support/answers.ts';
import { modelAt } from './support/parts-of.ts';
import { type Reply, startServer } from './support/start-server.ts';

const detail = { type: 'reasoning.text' as const, text: 'Hm.', signature: 'sig', index: 0 };
const annotation = {
  type: 'url_citation' as const,
  url_citation: { url: 'https://a.example/', title: 'A', start_index: 0, end_index: 4 },
};
const images = [{ type: 'image_url' as const, image_url: { url: 'data:image/png;base64,AQID' } }];

/** What a chat in the browser shows at the end, from the bytes that a route handler would send. */
async function shownBy(reply: Reply) {
  const server = await startServer(reply, { body: completion({ content: 'Yes.' }) });
  const model = modelAt(server);
  const { stream: parts } = streamText({ model, prompt: 'Hello.', onError: () => {} });
  const ui = toUIMessageStream({ stream: parts, sendSources: true, onError: (error) => String(error) });
  let message: UIMessage | undefined;
  const errors: string[] = [];
  const messages = readUIMessageStream({ stream: ui, onError: (error) => void errors.push(String(error)) });
  for await (const next of messages) message = next;
  return { message, errors, model, server };
}

test('a chat shows reasoning, text, sources and files, and sends them back as they came', async () => {
  const { message, errors, model, server } = await shownBy({
    body: stream([
      { reasoning: 'Hm.', reasoning_details: [detail] },
      { content: 'Yes.', annotations: [annotation] },
      { images },
    ]),
  });
  expect(errors).toEqual([]);
  expect(message?.parts).toMatchObject([
    { type: 'step-start' },
    { type: 'reasoning', text: 'Hm.', state: 'done' },
    { type: 'text', text: 'Yes.', state: 'done' },
    { type: 'source-url', url: 'https://a.example/', title: 'A' },
    { type: 'file', mediaType: 'image/png' },
  ]);

  const messages = await convertToModelMessages(message === undefined ? [] : [message]);
  const again = streamText({
    model,
    messages: [...messages, { role: 'user', content: 'Sure?' }],
    onError: () => {},
  });
  await again.consumeStream();
  expect(server.requests.at(-1)?.body.messages[0]).toEqual({
    role: 'assistant',
    content: 'Yes.',
    reasoning: 'Hm.',
    reasoning_details: [detail],
    images,
  });
});

test('a chat learns that its answer broke off', async () => {
  const { message, errors } = await shownBy({
    body: [chunk({ role: 'assistant', content: 'Hel' }), interrupted],
  });
  expect(errors.join()).toContain('broke off before its end');
  expect(message?.parts).toMatchObject([{ type: 'step-start' }, { type: 'text', text: 'Hel' }]);
});
