import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { microseconds } from '../microseconds.ts';
import { createAnswerReader } from './answer-reader.ts';
import type { Plan } from './plan.ts';
import { createTally, type Tally } from './tally.ts';

type PacedPlan = Extract<Plan, { kind: 'paced' }>;

/** One stream on each connection, begun one after the other. Of each the first events are not counted. */
export async function paced(plan: PacedPlan): Promise<Tally> {
  const tally = createTally();
  const running: Promise<void>[] = [];
  for (let index = 0; index < plan.connections; index++) {
    running.push(follow(plan, tally));
    await setTimeout(plan.spreadMs / plan.connections);
  }
  await Promise.all(running);
  return tally;
}

function follow({ port, request, skipEvents }: PacedPlan, tally: Tally): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const reader = createAnswerReader();
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const sentAt = microseconds();
  let seen = 0;
  let rest = '';
  let isOver = false;
  const end = (reason: string | null) => {
    if (isOver) return;
    isOver = true;
    if (reason === null) tally.answered();
    else tally.failed(reason);
    socket.destroy();
    resolve();
  };
  socket.on('connect', () => socket.write(request));
  socket.on('error', (error) => end(error.message));
  socket.on('close', () => end('the connection was closed'));
  socket.on('data', (bytes: Buffer) => {
    const nowMicroseconds = microseconds();
    const text = rest + bytes.toString('latin1');
    let read = 0;
    for (const { 0: piece, 1: writtenAt, index } of text.matchAll(/at (\d{16}) /g)) {
      read = index + piece.length;
      seen++;
      if (seen === 1) tally.began(nowMicroseconds - sentAt);
      if (seen > skipEvents) tally.took(nowMicroseconds - Number(writtenAt));
    }
    // A piece may be cut by the end of a read; what is before it isn't looked at again.
    rest = text.slice(Math.max(read, text.length - 24));
    const progress = reader.push(bytes);
    if (progress === 'failed') end(reader.text);
    else if (progress === 'complete') end(null);
  });
  return promise;
}
