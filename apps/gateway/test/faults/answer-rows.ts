import {
  began,
  completion,
  done,
  finished,
  httpAnswer,
  streamAnswer,
  streamHead,
  used,
} from '../support/openai-wire.ts';
import { answer, gzipped, inside, type Row, refusal } from './upstream-fault-row.ts';

const upstream = 'upstream_error';

/** Answers that are none. */
export const answers: Row[] = [
  {
    what: 'U15 a 400 that names a field',
    program: refusal(400, { message: 'Bad temperature.', param: 'temperature' }),
    code: 'upstream_invalid_request',
    seen: 400,
    type: upstream,
    verdict: 'stop',
    param: 'temperature',
  },
  {
    what: 'U15 a 400 whose field is prose',
    program: refusal(400, { message: 'm', param: 'see our page, friend' }),
    code: 'upstream_invalid_request',
    seen: 400,
    type: upstream,
    verdict: 'stop',
  },
  ...[401, 403].map(
    (seen): Row => ({
      what: `U15 a ${seen} is the gateway's fault and not the caller's`,
      program: refusal(seen),
      code: 'upstream_auth_failed',
      seen,
      type: upstream,
    }),
  ),
  { what: 'U15 a 404', program: refusal(404), code: 'upstream_error', seen: 404, type: upstream },
  {
    what: 'U16 an error inside a 200',
    program: inside({ message: 'no' }),
    code: 'upstream_error',
    seen: 500,
    type: upstream,
  },
  {
    what: 'U16 a rate limit inside a 200',
    program: inside({ message: 'no', code: 429 }),
    code: 'upstream_rate_limited',
    seen: 429,
    type: 'rate_limited',
  },
  {
    what: 'U16 an error of one sentence inside a 200',
    program: inside('overloaded'),
    code: 'upstream_overloaded',
    seen: 503,
    type: upstream,
  },
  {
    what: 'U17 no choices',
    program: answer(httpAnswer(completion({}, { choices: [] })), streamAnswer(used() + done)),
    code: 'upstream_stream_interrupted',
    seen: 200,
    type: upstream,
    only: 'stream',
  },
  {
    what: 'U17 no choices in a whole answer',
    program: answer(httpAnswer(completion({}, { choices: [] }))),
    code: 'upstream_empty_response',
    seen: 200,
    type: upstream,
    only: 'whole',
  },
  {
    what: 'U17 a choice that says nothing and cost nothing',
    program: answer(
      httpAnswer(
        completion({ content: '' }, { usage: { prompt_tokens: 9, completion_tokens: 0, total_tokens: 9 } }),
      ),
      streamAnswer(
        began + finished() + used({ prompt_tokens: 9, completion_tokens: 0, total_tokens: 9 }) + done,
      ),
    ),
    code: 'upstream_empty_response',
    seen: 200,
    type: upstream,
  },
  {
    what: 'U17 a blank choice with a blank finish reason',
    program: answer(
      httpAnswer(
        completion({}, { choices: [{ index: 0, message: { content: '' }, finish_reason: '' }], usage: null }),
      ),
    ),
    code: 'upstream_empty_response',
    seen: 200,
    type: upstream,
    only: 'whole',
  },
  ...[null, ''].map(
    (reason): Row => ({
      what: `U9 a whole answer whose finish reason is ${JSON.stringify(reason)} may be half of one`,
      program: answer(
        httpAnswer(
          completion({}, { choices: [{ index: 0, message: { content: 'Hello' }, finish_reason: reason }] }),
        ),
      ),
      code: 'upstream_invalid_response',
      seen: 200,
      type: upstream,
      only: 'whole',
    }),
  ),
  {
    what: 'U21 a gzip body that nobody asked for',
    program: gzipped(JSON.stringify(completion())),
    code: 'upstream_invalid_encoding',
    seen: 200,
    type: upstream,
  },
  {
    what: 'U21 a gzip bomb is not unpacked',
    program: gzipped(' '.repeat(20_000_000)),
    code: 'upstream_invalid_encoding',
    seen: 200,
    type: upstream,
  },
  {
    what: 'U21 a gzip 429 is a 429, and its retry-after is kept',
    program: gzipped('{}', 429, { 'retry-after': '7' }),
    code: 'upstream_rate_limited',
    seen: 429,
    type: 'rate_limited',
    retryAfterMs: 7000,
  },
  {
    what: 'U21 a gzip 401 is a 401',
    program: gzipped('{}', 401),
    code: 'upstream_auth_failed',
    seen: 401,
    type: upstream,
  },
  {
    what: 'U22 a redirect, which is not followed',
    program: answer(httpAnswer('', { status: 302, headers: { location: '/v1/elsewhere' } })),
    code: 'upstream_invalid_response',
    seen: 302,
    type: upstream,
  },
  {
    what: 'U22 headers that are too large',
    program: answer(httpAnswer(completion(), { headers: { 'x-large': 'x'.repeat(64_000) } })),
    code: 'upstream_invalid_response',
    seen: 0,
    type: 'network_error',
  },
  {
    what: 'U22 both a length and an encoding',
    program: answer(httpAnswer(completion(), { headers: { 'transfer-encoding': 'chunked' } })),
    code: 'upstream_invalid_response',
    seen: 0,
    type: 'network_error',
  },
  {
    what: 'U22 what is no HTTP',
    program: answer('SSH-2.0-OpenSSH_9.9\r\n'),
    code: 'upstream_invalid_response',
    seen: 0,
    type: 'network_error',
  },
  {
    what: 'U22 a chunk without a size',
    program: answer(`${streamHead()}no size\r\n`.replace('text/event-stream', 'application/json')),
    code: 'upstream_invalid_response',
    seen: 200,
    type: upstream,
    only: 'whole',
  },
  {
    what: 'U24 a body over the cap',
    program: answer(httpAnswer(completion({ content: 'x'.repeat(50_000) }))),
    code: 'upstream_response_too_large',
    seen: 200,
    type: upstream,
    verdict: 'stop',
    only: 'whole',
  },
];
