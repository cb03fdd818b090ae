import type { Part, Reply } from '../server/reply.ts';
import type { Wire } from '../server/wire.ts';
import type { Fault } from './fault.ts';
import { bytesOf, isStream, labelOf, noise, splitAfter, withBody, withoutLength } from './reply-parts.ts';

const events = (usual: number) => ({ means: 'events before it', usual });
const inside = { status: 500, code: 'server_error', message: 'The server had an error while answering.' };

/** Answers that come late, stop early, break in the middle or end twice. */
export const interruptionFaults: readonly Fault[] = [
  {
    name: 'slow-headers',
    value: { means: 'milliseconds', usual: 2000 },
    caller: 'Not even the status line for N milliseconds, then everything.',
    spoil: (reply, ms) => ({ ...reply, parts: [{ kind: 'wait', ms }, ...reply.parts] }),
  },
  {
    name: 'slow-first-token',
    value: { means: 'milliseconds', usual: 2000 },
    caller: 'Headers at once, nothing for N milliseconds, then everything.',
    spoil: (reply, ms) => ({ ...reply, parts: [{ kind: 'head' }, { kind: 'wait', ms }, ...reply.parts] }),
  },
  {
    name: 'stall',
    value: events(3),
    caller: 'N events, then nothing more; the connection stays open.',
    spoil: (reply, count) => stopAfter(reply, count, { kind: 'hang', repeat: null }),
  },
  {
    name: 'stall-pings',
    value: events(3),
    caller: 'N events, then only `: ping` comments, ten a second.',
    spoil: (reply, count, wire) =>
      stopAfter(reply, count, { kind: 'hang', repeat: { bytes: Buffer.from(wire.ping), everyMs: 100 } }),
  },
  {
    name: 'cut',
    value: events(3),
    caller: 'N events, then the connection closes without the end of the response.',
    spoil: (reply, count) => stopAfter(reply, count, { kind: 'destroy' }),
  },
  {
    name: 'reset',
    value: events(0),
    caller: 'N events, then a TCP reset (`ECONNRESET`).',
    spoil: (reply, count) => stopAfter(reply, count, { kind: 'reset' }),
  },
  {
    name: 'clean-eof',
    value: events(3),
    caller: 'N events, then the response ends as HTTP wants it, without finish reason, usage or `[DONE]`.',
    spoil: (reply, count) => stopAfter(withoutLength(reply), count, null),
  },
  {
    name: 'truncated',
    value: null,
    caller: 'A `content-length` of the whole body, half of the body, then the connection closes.',
    spoil: (reply) => {
      const bytes = bytesOf(reply);
      const half = withBody(reply, bytes.subarray(0, bytes.length / 2), {});
      return {
        ...half,
        headers: { ...half.headers, 'content-length': String(bytes.length) },
        parts: [...half.parts, { kind: 'destroy' }],
      };
    },
  },
  {
    name: 'malformed',
    value: events(2),
    caller: 'After N events one whose JSON breaks off, then the rest; a JSON body ends in the middle.',
    spoil: (reply, count, wire) => {
      const { before, after } = splitAfter(reply, count);
      const parts = isStream(reply) ? [...before, noise(wire.brokenEvent), ...after] : before;
      return { ...withoutLength(reply), parts };
    },
  },
  {
    name: 'error-200',
    value: null,
    caller: 'Status 200 with an error in it: as the JSON body, or as the first and only event.',
    spoil: (reply, _value, wire) => {
      if (isStream(reply)) return failAfter(reply, 0, wire);
      return { ...wire.fail(inside), status: 200 };
    },
  },
  {
    name: 'error-event',
    value: events(3),
    caller: 'N events, then an error event, then the end, without `[DONE]`.',
    spoil: (reply, count, wire) =>
      isStream(reply) ? failAfter(reply, count, wire) : { ...wire.fail(inside), status: 200 },
  },
  {
    name: 'no-done',
    value: null,
    caller: 'The whole stream but for its `[DONE]`.',
    spoil: (reply) => ({ ...reply, parts: reply.parts.filter((part) => labelOf(part) !== 'end') }),
  },
  {
    name: 'done-twice',
    value: null,
    caller: 'The whole stream, then `[DONE]` again.',
    spoil: (reply) => ({
      ...reply,
      parts: [...reply.parts, ...reply.parts.filter((p) => labelOf(p) === 'end')],
    }),
  },
  {
    name: 'after-done',
    value: null,
    caller: 'The whole stream, then its first two events again, after `[DONE]`.',
    spoil: (reply) => ({
      ...reply,
      parts: [
        ...reply.parts,
        ...(isStream(reply) ? reply.parts.filter((p) => labelOf(p) === 'event').slice(0, 2) : []),
      ],
    }),
  },
];

function stopAfter(reply: Reply, count: number, end: Part | null): Reply {
  const { before } = splitAfter(reply, count);
  return { ...reply, parts: end === null ? before : [...before, end] };
}

function failAfter(reply: Reply, count: number, wire: Wire): Reply {
  return { ...reply, parts: [...splitAfter(reply, count).before, noise(wire.failureEvent(inside))] };
}
