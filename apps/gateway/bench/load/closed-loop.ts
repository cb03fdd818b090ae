import { connect } from 'node:net';
import { microseconds } from '../microseconds.ts';
import { createAnswerReader } from './answer-reader.ts';
import type { Plan } from './plan.ts';
import { createTally, type Tally } from './tally.ts';

const firstEvent = 'data: {';

/** Each connection sends its next request when the answer to the last is complete, until the time is up. */
export async function closedLoop(plan: Extract<Plan, { kind: 'requests' }>): Promise<Tally> {
  const tally = createTally();
  const untilMicroseconds = microseconds() + plan.seconds * 1e6;
  await Promise.all(Array.from({ length: plan.connections }, () => loop(plan, untilMicroseconds, tally)));
  return tally;
}

function loop({ port, request }: Plan, untilMicroseconds: number, tally: Tally): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const reader = createAnswerReader();
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let sentAt = 0;
  let isBegun = false;
  let isOver = false;
  const send = () => {
    sentAt = microseconds();
    isBegun = false;
    socket.write(request);
  };
  const end = () => {
    isOver = true;
    socket.destroy();
    resolve();
  };
  const fail = (reason: string) => {
    if (isOver) return;
    tally.failed(reason);
    end();
  };
  socket.on('connect', send);
  socket.on('error', (error) => fail(error.message));
  socket.on('close', () => fail('the connection was closed'));
  socket.on('data', (bytes: Buffer) => {
    if (!isBegun && bytes.includes(firstEvent)) {
      isBegun = true;
      tally.began(microseconds() - sentAt);
    }
    const progress = reader.push(bytes);
    if (progress === 'failed') return fail(reader.text);
    if (progress !== 'complete') return;
    const nowMicroseconds = microseconds();
    tally.answered();
    tally.took(nowMicroseconds - sentAt);
    if (nowMicroseconds < untilMicroseconds) send();
    else end();
  });
  return promise;
}
