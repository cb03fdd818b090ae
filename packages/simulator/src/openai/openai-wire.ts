import { isObject } from '../json.ts';
import { models, type SimulatorModel } from '../models.ts';
import type { RecordedRequest } from '../server/recorded-request.ts';
import { bodyReply, type Reply } from '../server/reply.ts';
import type { Wire, World } from '../server/wire.ts';
import { chatCompletions, unknownModel } from './chat-completions.ts';
import { fail, failureEvent } from './errors.ts';

/** OpenAI's wire: chat completions and models under /v1. */
export const openaiWire: Wire = {
  modelOf,
  respond,
  fail,
  failureEvent,
  brokenEvent: 'data: {"id":"broken","choices":[{"index":0,"delta":{"content":"half\n\n',
  ping: ': ping\n\n',
};

const CREATED = 1_735_689_600;
const routes = [
  { method: 'POST', path: /^\/v1\/chat\/completions$/, respond: chatCompletions },
  { method: 'GET', path: /^\/v1\/models$/, respond: listModels },
  { method: 'GET', path: /^\/v1\/models\/(.+)$/, respond: retrieveModel },
];

function modelOf({ parsed }: RecordedRequest): string | undefined {
  return isObject(parsed) && typeof parsed.model === 'string' ? parsed.model : undefined;
}

function respond(request: RecordedRequest, world: World): Reply {
  const refused = authenticate(request, world.apiKey);
  if (refused !== null) return refused;
  const path = pathOf(request);
  const known = routes.filter((route) => route.path.test(path));
  const route = known.find(({ method }) => method === request.method);
  if (route !== undefined) return route.respond(request, world);
  if (known.length === 0) {
    return fail({ status: 404, message: `Invalid URL (${request.method} ${path})` });
  }
  const allow = known.map(({ method }) => method).join(', ');
  const message = `Not allowed to ${request.method} on ${path}: use ${allow}.`;
  return fail({ status: 405, code: 'method_not_supported', message, headers: { allow } });
}

function authenticate({ headers }: RecordedRequest, apiKey: string | null): Reply | null {
  const key = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (key === undefined) {
    const message =
      "You didn't provide an API key: send it in an Authorization header, as in 'Bearer YOUR_KEY'.";
    return fail({ status: 401, message });
  }
  if (apiKey === null || key === apiKey) return null;
  return fail({
    status: 401,
    code: 'invalid_api_key',
    message: `Incorrect API key provided: ${key.slice(0, 3)}***.`,
  });
}

function listModels(): Reply {
  return ok({ object: 'list', data: models.map(modelObject) });
}

function retrieveModel(request: RecordedRequest, world: World): Reply {
  const id = decode(pathOf(request).slice('/v1/models/'.length));
  const model = world.findModel(id);
  return model === undefined ? fail(unknownModel(id)) : ok(modelObject(model));
}

function modelObject({ id }: SimulatorModel) {
  return { id, object: 'model', created: CREATED, owned_by: 'simulator' };
}

function ok(document: object): Reply {
  return bodyReply(200, Buffer.from(JSON.stringify(document)), { 'content-type': 'application/json' });
}

function pathOf({ path }: RecordedRequest): string {
  return path.split('?', 1)[0] ?? '';
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
