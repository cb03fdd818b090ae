import { isObject } from '../json.ts';
import { models, type SimulatorModel } from '../models.ts';
import type { RecordedRequest } from '../server/recorded-request.ts';
import { bodyReply, type Reply } from '../server/reply.ts';
import type { Failure, Wire, World } from '../server/wire.ts';
import { errorBody, failureReply, refusal } from './errors.ts';
import { messages, unknownModel } from './messages.ts';

// The newest is what the official client sends from 1.0 on; here it means the same as 2023-06-01.
const VERSIONS = ['2023-01-01', '2023-06-01', '2026-10-21'];
const ping = 'event: ping\ndata: {"type": "ping"}\n\n';
const brokenEvent =
  'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"half\n\n';

const routes = [
  { method: 'POST', path: /^\/v1\/messages$/, respond: messages },
  { method: 'GET', path: /^\/v1\/models$/, respond: listModels },
  { method: 'GET', path: /^\/v1\/models\/(.+)$/, respond: retrieveModel },
];

/** Anthropic's wire: messages and models under /v1. Every answer and every error names its request. */
export function anthropicWire(requestId: string): Wire {
  const named = (reply: Reply): Reply => ({
    ...reply,
    headers: { 'request-id': requestId, ...reply.headers },
  });
  const fail = (failure: Failure) => named(failureReply(failure, requestId));
  return {
    modelOf,
    fail,
    respond: (request, world) => {
      const outcome = respond(request, world);
      return 'parts' in outcome ? named(outcome) : fail(outcome);
    },
    failureEvent: (failure) =>
      Buffer.from(`event: error\ndata: ${JSON.stringify(errorBody(failure, requestId))}\n\n`),
    brokenEvent,
    ping,
  };
}

function modelOf({ parsed }: RecordedRequest): string | undefined {
  return isObject(parsed) && typeof parsed.model === 'string' ? parsed.model : undefined;
}

function respond(request: RecordedRequest, world: World): Reply | Failure {
  const refused = authenticate(request, world.apiKey);
  if (refused !== null) return refused;
  const path = pathOf(request);
  const known = routes.filter((route) => route.path.test(path));
  const route = known.find(({ method }) => method === request.method);
  if (route !== undefined) return route.respond(request, world);
  if (known.length === 0) return { status: 404, message: `Not found: ${path}` };
  const allow = known.map(({ method }) => method).join(', ');
  return { status: 405, message: `${request.method} is not allowed here: use ${allow}.`, headers: { allow } };
}

function authenticate({ headers }: RecordedRequest, apiKey: string | null): Failure | null {
  const key = headers['x-api-key'] ?? /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  if (key === '') return { status: 401, message: 'x-api-key header is required' };
  if (apiKey !== null && key !== apiKey) return { status: 401, message: 'invalid x-api-key' };
  const version = headers['anthropic-version'];
  if (version === undefined) return refusal('anthropic-version: header is required');
  return VERSIONS.includes(version)
    ? null
    : refusal(`anthropic-version: "${version}" is not a valid version, such as "2023-06-01"`);
}

function listModels(): Reply {
  const data = models.map(modelObject);
  return ok({ data, has_more: false, first_id: data.at(0)?.id, last_id: data.at(-1)?.id });
}

function retrieveModel(request: RecordedRequest, world: World): Reply | Failure {
  const id = pathOf(request).slice('/v1/models/'.length);
  const model = world.findModel(id);
  return model === undefined ? unknownModel(id) : ok(modelObject(model));
}

function modelObject({ id, contextWindowTokens, outputLimitTokens }: SimulatorModel) {
  return {
    type: 'model',
    id,
    display_name: id,
    created_at: '2025-01-01T00:00:00Z',
    max_input_tokens: contextWindowTokens,
    max_tokens: outputLimitTokens,
  };
}

function ok(document: object): Reply {
  return bodyReply(200, Buffer.from(JSON.stringify(document)), { 'content-type': 'application/json' });
}

function pathOf({ path }: RecordedRequest): string {
  return path.split('?', 1)[0] ?? '';
}
