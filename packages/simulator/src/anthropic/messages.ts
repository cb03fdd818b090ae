import type { Answer } from '../answer/answer.ts';
import { completionTokens, planAnswer } from '../answer/plan-answer.ts';
import { lastUserText, type Question } from '../answer/question.ts';
import { isObject } from '../json.ts';
import { chargeOf } from '../server/charge.ts';
import type { RecordedRequest } from '../server/recorded-request.ts';
import { bodyReply, type Part, type Reply } from '../server/reply.ts';
import type { Failure, World } from '../server/wire.ts';
import type { Asked } from './blocks.ts';
import { cacheMarks } from './cache-marks.ts';
import { checkModel } from './check-model.ts';
import { checkRequest } from './check-request.ts';
import { refusal } from './errors.ts';
import { eventsOf } from './events.ts';
import { message } from './message.ts';
import { toQuestion } from './to-question.ts';

/** `POST /v1/messages`. */
export function messages(request: RecordedRequest, world: World): Reply | Failure {
  const body = request.parsed;
  if (!isObject(body)) return refusal('The request body is not valid JSON: send an object.');
  const problem = checkRequest(body);
  if (problem !== null) return problem;
  const model = world.findModel(String(body.model));
  if (model === undefined) return unknownModel(String(body.model));
  const question = toQuestion(body, model, world.tokenizer);
  const lacking = checkModel(body, question);
  if (lacking !== null) return lacking;

  const answer = world.alter(planAnswer(question, world.tokenizer));
  if (answer.blocked) return refusal('Output blocked by content filtering policy');
  const asked: Asked = {
    query: lastUserText(question),
    hidesThinking: isObject(body.thinking) && body.thinking.display === 'omitted',
    cacheTtl: cacheMarks(body).at(-1)?.ttl ?? '5m',
  };
  return body.stream === true ? streamReply(answer, question, asked) : jsonReply(answer, question, asked);
}

export function unknownModel(id: string): Failure {
  return { status: 404, message: `model: ${id}` };
}

function jsonReply(answer: Answer, question: Question, asked: Asked): Reply {
  const bytes = Buffer.from(JSON.stringify(message(answer, asked)));
  const tokens = answer.choices.reduce((sum, choice) => sum + completionTokens(choice), 0);
  const parts: Part[] = [{ kind: 'bytes', bytes, label: 'body', tokens }];
  const reply = bodyReply(200, bytes, { 'content-type': 'application/json' });
  return { ...reply, parts, charge: chargeOf(question, asked.cacheTtl) };
}

function streamReply(answer: Answer, question: Question, asked: Asked): Reply {
  const parts = eventsOf(answer, asked).map(
    ({ document, tokens }): Part => ({
      kind: 'bytes',
      bytes: Buffer.from(`event: ${document.type}\ndata: ${JSON.stringify(document)}\n\n`),
      // A ping is no event of the answer.
      label: document.type === 'message_stop' ? 'end' : document.type === 'ping' ? 'noise' : 'event',
      tokens,
    }),
  );
  const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' };
  return { status: 200, headers, parts, charge: chargeOf(question, asked.cacheTtl) };
}
