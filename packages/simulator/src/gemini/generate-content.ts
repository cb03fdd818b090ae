import type { Answer } from '../answer/answer.ts';
import { completionTokens, planAnswer } from '../answer/plan-answer.ts';
import { isObject, type JsonObject } from '../json.ts';
import { type Charge, chargeOf } from '../server/charge.ts';
import { bodyReply, type Part, type Reply } from '../server/reply.ts';
import type { Failure, World } from '../server/wire.ts';
import { configOf } from './body-parts.ts';
import { camelCase } from './camel-case.ts';
import { checkModel } from './check-model.ts';
import { checkRequest } from './check-request.ts';
import { chunksOf } from './chunks.ts';
import { refusal } from './errors.ts';
import type { Asked } from './parts.ts';
import { response } from './response.ts';
import { toQuestion } from './to-question.ts';

export type Target = {
  model: string;
  /** In one piece, as an event stream, or as a list of the events' documents. */
  delivery: 'whole' | 'events' | 'list';
  world: World;
};

/** `POST /v1beta/models/{model}:generateContent` and `:streamGenerateContent`. */
export function generateContent(parsed: unknown, { model: id, delivery, world }: Target): Reply | Failure {
  const body = camelCase(parsed);
  if (!isObject(body)) return refusal('Invalid JSON payload received. Expected an object.');
  const problem = checkRequest(body);
  if (problem !== null) return problem;
  const model = world.findModel(id);
  if (model === undefined) return unknownModel(id);
  const question = toQuestion(body, model, world.tokenizer);
  const lacking = checkModel(body, question);
  if (lacking !== null) return lacking;

  const answer = world.alter(planAnswer(question, world.tokenizer));
  const asked = { showsThoughts: showsThoughts(body), signs: model.abilities.includes('reasoning') };
  const charge = answer.blocked ? null : chargeOf(question);
  if (delivery === 'whole') return jsonReply(response(answer, asked), answer, charge);
  const documents = chunksOf(answer, asked);
  if (delivery === 'events') return streamReply(documents, charge);
  return jsonReply(
    documents.map(({ document }) => document),
    answer,
    charge,
  );
}

export function unknownModel(id: string): Failure {
  const message = `models/${id} is not found for this API version, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.`;
  return { status: 404, message };
}

function showsThoughts(body: JsonObject): Asked['showsThoughts'] {
  const { thinkingConfig } = configOf(body);
  return isObject(thinkingConfig) && thinkingConfig.includeThoughts === true;
}

function jsonReply(document: object, answer: Answer, charge: Charge | null): Reply {
  const bytes = Buffer.from(JSON.stringify(document));
  const tokens = answer.choices.reduce((sum, choice) => sum + completionTokens(choice), 0);
  const parts: Part[] = [{ kind: 'bytes', bytes, label: 'body', tokens }];
  const headers = { 'content-type': 'application/json; charset=UTF-8' };
  return { ...bodyReply(200, bytes, headers), parts, charge };
}

/** No event says that the stream is over: the one with the finish reason is its end. */
function streamReply(chunks: ReturnType<typeof chunksOf>, charge: Charge | null): Reply {
  const parts = chunks.map(({ document, tokens }, index): Part => {
    const bytes = Buffer.from(`data: ${JSON.stringify(document)}\n\n`);
    return { kind: 'bytes', bytes, label: index === chunks.length - 1 ? 'end' : 'event', tokens };
  });
  return { status: 200, headers: { 'content-type': 'text/event-stream' }, parts, charge };
}
