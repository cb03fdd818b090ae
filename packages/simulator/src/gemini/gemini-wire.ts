import { models, type SimulatorModel } from '../models.ts';
import type { RecordedRequest } from '../server/recorded-request.ts';
import { bodyReply, type Reply } from '../server/reply.ts';
import type { Failure, Wire, World } from '../server/wire.ts';
import { API_KEY_INVALID, errorBody, fail } from './errors.ts';
import { generateContent, unknownModel } from './generate-content.ts';

const LIST_PATH = /^\/v1(?:beta)?\/models$/;
const MODEL_PATH = /^\/v1(?:beta)?\/models\/([^/:]+)(?::(\w+))?$/;
const methods = ['generateContent', 'streamGenerateContent'];

/** Gemini's wire: models and what they generate, under /v1beta, and under /v1 as the official client asks. */
export const geminiWire: Wire = {
  modelOf: (request) => target(request)?.model,
  respond: (request, world) => {
    const outcome = respond(request, world);
    return 'parts' in outcome ? outcome : fail(outcome);
  },
  fail,
  failureEvent: (failure) => Buffer.from(`data: ${JSON.stringify(errorBody(failure))}\n\n`),
  brokenEvent: 'data: {"candidates": [{"content": {"parts": [{"text": "half\n\n',
  ping: ': ping\n\n',
};

/** The model and the method that a path names. */
function target({ path }: RecordedRequest): { model: string; method: string | undefined } | undefined {
  const match = MODEL_PATH.exec(new URL(path, 'http://simulator').pathname);
  return match?.[1] === undefined ? undefined : { model: decode(match[1]), method: match[2] };
}

function respond(request: RecordedRequest, world: World): Reply | Failure {
  const { pathname, searchParams } = new URL(request.path, 'http://simulator');
  const refused = authenticate(request.headers['x-goog-api-key'] ?? searchParams.get('key'), world.apiKey);
  if (refused !== null) return refused;
  const { model, method } = target(request) ?? {};
  if (request.method === 'POST' && model !== undefined && method !== undefined && methods.includes(method)) {
    const delivery =
      method === 'generateContent' ? 'whole' : searchParams.get('alt') === 'sse' ? 'events' : 'list';
    return generateContent(request.parsed, { model, delivery, world });
  }
  if (request.method === 'GET' && LIST_PATH.test(pathname)) return ok({ models: models.map(modelObject) });
  if (request.method === 'GET' && model !== undefined && method === undefined) {
    const known = world.findModel(model);
    return known === undefined ? unknownModel(model) : ok(modelObject(known));
  }
  return { status: 404, message: `${request.method} ${pathname} was not found on this server.` };
}

function authenticate(key: string | null, apiKey: string | null): Failure | null {
  if (key === null || key === '') {
    const message =
      "Method doesn't allow unregistered callers: send an API key in x-goog-api-key or as ?key=.";
    return { status: 403, message };
  }
  if (apiKey === null || key === apiKey) return null;
  const message = 'API key not valid. Please pass a valid API key.';
  return { status: 400, code: API_KEY_INVALID, message };
}

function modelObject({ id, contextWindowTokens, outputLimitTokens, abilities }: SimulatorModel) {
  return {
    name: `models/${id}`,
    version: '001',
    displayName: id,
    description: 'A simulated model.',
    inputTokenLimit: contextWindowTokens,
    outputTokenLimit: outputLimitTokens,
    supportedGenerationMethods: methods,
    temperature: 1,
    topP: 0.95,
    topK: 64,
    maxTemperature: 2,
    ...(abilities.includes('reasoning') ? { thinking: true } : {}),
  };
}

function ok(document: object): Reply {
  const headers = { 'content-type': 'application/json; charset=UTF-8' };
  return bodyReply(200, Buffer.from(JSON.stringify(document)), headers);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
