// A provider in a process of its own that answers at once and costs little. A prompt says what it wants:
// `burst 200`, that many events in one write; `paced 50 for 500`, so many events a second, so many in all, each of
// which says when it was written. Anything else gets one short answer. Below /broken everything is answered with a 503.
import type { Socket } from 'node:net';
import { listening } from '../listening.ts';
import { microseconds } from '../microseconds.ts';
import { httpChunk, jsonAnswer, lastHttpChunk, serveHttp1, streamHead } from './http1.ts';
import { answerText, type UpstreamWire, wireAt } from './wires.ts';

const word = 'seventeen ';
const unavailable = jsonAnswer('{"error":{"message":"Try again later."}}', '503 Service Unavailable');
const answers = new Map<string, Buffer>();

listening(serveHttp1(answer));

function answer({ path, body }: { path: string; body: string }, socket: Socket): void {
  if (path.startsWith('/broken/')) return void socket.write(unavailable);
  const wire = wireAt(path);
  const [, perSecond, count] = /paced (\d+) for (\d+)/.exec(body) ?? [];
  const [, pieces = '20'] = /burst (\d+)/.exec(body) ?? [];
  if (!wire.isStream(path, body)) send(socket, path, () => jsonAnswer(wire.whole(answerText)));
  else if (perSecond !== undefined)
    pace(socket, wire, { perSecond: Number(perSecond), count: Number(count) });
  else send(socket, `${path} ${pieces}`, () => Buffer.from(burst(wire, Number(pieces))));
}

/** Answers that are always the same are made once. */
function send(socket: Socket, name: string, make: () => Buffer): void {
  const made = answers.get(name) ?? make();
  answers.set(name, made);
  socket.write(made);
}

const burst = (wire: UpstreamWire, pieces: number): string =>
  streamHead +
  httpChunk(wire.begin + Array.from({ length: pieces }, () => wire.piece(word)).join('') + wire.end(pieces)) +
  lastHttpChunk;

function pace(
  socket: Socket,
  wire: UpstreamWire,
  { perSecond, count }: { perSecond: number; count: number },
): void {
  let written = 0;
  socket.write(streamHead + (wire.begin === '' ? '' : httpChunk(wire.begin)));
  const timer = setInterval(() => {
    if (socket.destroyed) return clearInterval(timer);
    written++;
    // Fixed width, so that events are alike; read again by load/paced.ts.
    const piece = httpChunk(wire.piece(`at ${String(microseconds()).padStart(16, '0')} `));
    if (written < count) return void socket.write(piece);
    clearInterval(timer);
    socket.write(piece + httpChunk(wire.end(count)) + lastHttpChunk);
  }, 1000 / perSecond);
}
