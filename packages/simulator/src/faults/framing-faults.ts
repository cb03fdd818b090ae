import { gzipSync } from 'node:zlib';
import type { Reply } from '../server/reply.ts';
import type { Fault } from './fault.ts';
import { bytesOf, inPieces, isStream, noise, withBody, withoutLength } from './reply-parts.ts';

/** The right answer in bytes and headers that not every reader copes with. */
export const framingFaults: readonly Fault[] = [
  {
    name: 'gzip',
    value: null,
    caller: 'A gzip body, labelled so, though nobody asked for it.',
    spoil: (reply) => withBody(reply, gzipSync(bytesOf(reply)), { 'content-encoding': 'gzip' }),
  },
  {
    name: 'gzip-bomb',
    value: { means: 'megabytes when unpacked', usual: 100 },
    caller: 'A gzip body of a thousandth of the size it unpacks to.',
    spoil: (reply, megabytes) =>
      withBody(reply, gzipSync(Buffer.alloc(megabytes * 1_000_000)), { 'content-encoding': 'gzip' }),
  },
  {
    name: 'huge-event',
    value: { means: 'megabytes', usual: 16 },
    caller: 'One line of N megabytes before the first event: it never ends in a newline of its own accord.',
    spoil: (reply, megabytes) => {
      const filler = Buffer.alloc(1_000_000, 'x');
      const line = Array.from({ length: megabytes }, () => noise(filler));
      return { ...withoutLength(reply), parts: [noise('data: "'), ...line, noise('"\n\n'), ...reply.parts] };
    },
  },
  {
    name: 'crlf',
    value: null,
    caller: 'A stream whose lines end in CR LF.',
    spoil: (reply) => mapText(reply, (text) => text.replaceAll('\n', '\r\n')),
  },
  {
    name: 'cr',
    value: null,
    caller: 'A stream whose lines end in CR.',
    spoil: (reply) => mapText(reply, (text) => text.replaceAll('\n', '\r')),
  },
  {
    name: 'bom',
    value: null,
    caller: 'A stream that begins with a byte order mark.',
    spoil: (reply) => (isStream(reply) ? { ...reply, parts: [noise('\uFEFF'), ...reply.parts] } : reply),
  },
  {
    name: 'comments',
    value: null,
    caller: 'A stream with comments, empty events, `event:`, `id:` and `retry:` lines between its events.',
    spoil: (reply) => mapText(reply, (text) => `: comment\n\nevent: message\nid: 1\nretry: 10\n${text}\n`),
  },
  {
    name: 'split',
    value: { means: 'bytes a write', usual: 1 },
    caller: 'All of it, written N bytes at a time.',
    spoil: (reply, size) => ({
      ...reply,
      parts: reply.parts.flatMap((part) => inPieces(part, Math.max(1, size))),
    }),
  },
  {
    name: 'wrong-content-type',
    value: null,
    caller: 'The right body labelled `text/plain`.',
    spoil: (reply) => ({ ...reply, headers: { ...reply.headers, 'content-type': 'text/plain' } }),
  },
  {
    name: 'early-hints',
    value: null,
    caller: 'A 103 before the answer.',
    spoil: (reply) => ({ ...reply, parts: [{ kind: 'early-hints' }, ...reply.parts] }),
  },
  {
    name: 'huge-headers',
    value: { means: 'kilobytes', usual: 64 },
    caller: 'A header of N kilobytes.',
    spoil: (reply, size) => ({ ...reply, headers: { ...reply.headers, 'x-huge': 'x'.repeat(size * 1000) } }),
  },
];

/** Changes the text of a stream's events; a JSON body stays as it is. */
function mapText(reply: Reply, change: (text: string) => string): Reply {
  if (!isStream(reply)) return reply;
  const parts = reply.parts.map((part) =>
    part.kind === 'bytes' ? { ...part, bytes: Buffer.from(change(part.bytes.toString())) } : part,
  );
  return { ...reply, parts };
}
