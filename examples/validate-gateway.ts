// Does a server keep OpenAI's contract? Any server that says it does, Parley or not: one whole answer and one stream
// are read, and each rule that they break is named. Exits with 1 then.
import { type Problem, rules, streamChecker, validateResponse } from '@parley/validator/openai';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { apiKey, baseUrl, model } from './gateway.ts';

const whole = { model, messages: [{ role: 'user', content: 'Count to 5.' }] };
const streamed = { ...whole, stream: true, stream_options: { include_usage: true } };

const answer = await ask(whole);
const text = await answer.text().catch((error) => `a connection that broke: ${error}`);
report(validateResponse('createChatCompletion', answer.status, parse(text)));

const { status, body } = await ask(streamed);
if (status !== 200 || body === null) report({ message: `The stream has status ${status}.`, rule: null });
else await checkStream(body);

if (process.exitCode === undefined) console.log(`${baseUrl} keeps the contract.`);

async function checkStream(bytes: ReadableStream<Uint8Array>): Promise<void> {
  const checker = streamChecker(streamed);
  const events = bytes.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  try {
    for await (const { data, event } of events) checker.push(parse(data), event).forEach(report);
  } catch (error) {
    console.log(`The connection broke: ${error}`);
  }
  checker.end().forEach(report);
}

function report(problem: Pick<Problem, 'message' | 'rule'> | null): void {
  if (problem === null) return;
  console.log(problem.message);
  if (problem.rule !== null) console.log(`    ${problem.rule}: ${rules[problem.rule]}`);
  process.exitCode = 1;
}

function ask(request: object): Promise<Response> {
  return fetch(`${baseUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    body: JSON.stringify(request),
  });
}

/** The text itself, such as [DONE], when it isn't JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
