import { bodyReply, type Reply } from '../server/reply.ts';
import type { Failure } from '../server/wire.ts';
import type { Fault } from './fault.ts';

const refusals: Record<string, Failure> = {
  400: {
    status: 400,
    message: 'This request is refused: a fault was asked for.',
    param: 'messages',
    code: 'invalid_value',
  },
  401: { status: 401, message: 'Incorrect API key provided.', code: 'invalid_api_key' },
  403: {
    status: 403,
    message: 'Your region or project may not use this model.',
    code: 'unsupported_country_region_territory',
  },
  404: {
    status: 404,
    message: 'The model does not exist or you do not have access to it.',
    code: 'model_not_found',
  },
  500: { status: 500, message: 'The server had an error while processing your request.' },
  502: { status: 502, message: 'Bad gateway.' },
  503: { status: 503, message: 'The engine is overloaded.' },
  504: { status: 504, message: 'The engine did not answer in time.' },
  529: { status: 529, message: 'Overloaded.', code: 'overloaded' },
};

const statusFaults: Fault[] = Object.entries(refusals).map(([name, failure]) => ({
  name,
  value: null,
  caller: `Status ${name} with an error body.`,
  instead: (_value, wire) => wire.fail(failure),
}));

export const faultsInsteadOfAnswers: readonly Fault[] = [
  ...statusFaults,
  {
    name: '429',
    value: { means: 'seconds to wait', usual: 1 },
    caller: 'Status 429 `rate_limit_exceeded` with `retry-after` and `retry-after-ms`.',
    instead: (seconds, wire) =>
      wire.fail({
        status: 429,
        code: 'rate_limit_exceeded',
        message: `Rate limit reached. Try again in ${seconds}s.`,
        retryAfterMs: seconds * 1000,
      }),
  },
  {
    name: 'quota',
    value: null,
    caller: 'Status 429 `insufficient_quota` without `retry-after`.',
    instead: (_value, wire) =>
      wire.fail({ status: 429, code: 'insufficient_quota', message: 'You exceeded your current quota.' }),
  },
  {
    name: 'context-length',
    value: null,
    caller: 'Status 400 `context_length_exceeded`, param `messages`.',
    instead: (_value, wire) =>
      wire.fail({
        status: 400,
        code: 'context_length_exceeded',
        param: 'messages',
        message: "This model's maximum context length is exceeded.",
      }),
  },
  {
    name: 'flaky',
    value: { means: 'failures', usual: 1 },
    caller:
      'Status 503 for the first N requests of a session (header `x-simulator-session`, else the same body), then an answer.',
    instead: (failures, wire, seen) =>
      seen < failures ? wire.fail({ status: 503, message: `Failure ${seen + 1} of ${failures}.` }) : null,
  },
  {
    name: 'refuse',
    value: null,
    caller: 'The connection closes before any byte: `ECONNRESET` or "socket hang up".',
    instead: () => dropped({ kind: 'destroy' }),
  },
  {
    name: 'redirect',
    value: null,
    caller: 'Status 302 to another path.',
    instead: () => bodyReply(302, Buffer.alloc(0), { location: '/elsewhere' }),
  },
  {
    name: 'html-502',
    value: null,
    caller: 'Status 502 with a page of HTML.',
    instead: () =>
      bodyReply(502, Buffer.from('<html><body><h1>502 Bad Gateway</h1></body></html>'), {
        'content-type': 'text/html',
      }),
  },
];

function dropped(part: Reply['parts'][number]): Reply {
  return { status: 200, headers: {}, parts: [part], charge: null };
}
