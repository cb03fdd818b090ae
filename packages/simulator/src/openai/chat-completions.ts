import type { Answer } from '../answer/answer.ts';
import { completionTokens, planAnswer } from '../answer/plan-answer.ts';
import { isObject, type JsonObject } from '../json.ts';
import { type Charge, chargeOf } from '../server/charge.ts';
import type { RecordedRequest } from '../server/recorded-request.ts';
import { bodyReply, type Part, type Reply } from '../server/reply.ts';
import type { World } from '../server/wire.ts';
import { checkModel } from './check-model.ts';
import { checkRequest } from './check-request.ts';
import { chunksOf } from './chunks.ts';
import { completion } from './completion.ts';
import { fail } from './errors.ts';
import { toQuestion } from './to-question.ts';

/** `POST /v1/chat/completions`. */
export function chatCompletions(request: RecordedRequest, world: World): Reply {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\b/i.test(type)) {
    const message = `Unsupported content type: '${type}'. Send 'application/json'.`;
    return fail({ status: 400, code: 'unsupported_content_type', message });
  }
  const body = request.parsed;
  if (!isObject(body))
    return fail({ status: 400, message: 'The body could not be parsed as a JSON object.' });
  const problem = checkRequest(body);
  if (problem !== null) return fail(problem);

  const model = world.findModel(String(body.model));
  if (model === undefined) return fail(unknownModel(String(body.model)));
  const question = toQuestion(body, model, world.tokenizer);
  const lacking = checkModel(body, question);
  if (lacking !== null) return fail(lacking);

  const planned = planAnswer(question, world.tokenizer);
  const charge = chargeOf(question);
  const answer = world.alter(planned);
  if (answer.blocked) {
    const message = 'Invalid prompt: it was flagged as potentially violating the usage policy.';
    return fail({ status: 400, code: 'invalid_prompt', message });
  }
  return body.stream === true ? streamReply(answer, body, charge) : jsonReply(answer, body, charge);
}

export function unknownModel(id: string) {
  const message = `The model \`${id}\` does not exist or you do not have access to it.`;
  return { status: 404, code: 'model_not_found', message };
}

function jsonReply(answer: Answer, body: JsonObject, charge: Charge): Reply {
  const bytes = Buffer.from(JSON.stringify(completion(answer, logprobsAsked(body))));
  const tokens = answer.choices.reduce((sum, choice) => sum + completionTokens(choice), 0);
  const parts: Part[] = [{ kind: 'bytes', bytes, label: 'body', tokens }];
  return { ...bodyReply(200, bytes, { 'content-type': 'application/json' }), parts, charge };
}

function streamReply(answer: Answer, body: JsonObject, charge: Charge): Reply {
  const options = isObject(body.stream_options) ? body.stream_options : {};
  const asked = { includeUsage: options.include_usage === true, logprobs: logprobsAsked(body) };
  const events = chunksOf(answer, asked).map(({ document, tokens }): Part => {
    return {
      kind: 'bytes',
      bytes: Buffer.from(`data: ${JSON.stringify(document)}\n\n`),
      label: 'event',
      tokens,
    };
  });
  const end: Part = { kind: 'bytes', bytes: Buffer.from('data: [DONE]\n\n'), label: 'end', tokens: 0 };
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
    parts: [...events, end],
    charge,
  };
}

function logprobsAsked(body: JsonObject): { top: number } | null {
  if (body.logprobs !== true) return null;
  return { top: typeof body.top_logprobs === 'number' ? body.top_logprobs : 0 };
}
