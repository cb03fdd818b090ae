import { findModel } from '../faults/find-model.ts';
import type { RecordedRequest } from './recorded-request.ts';
import type { Part, Reply } from './reply.ts';

/** Milliseconds before each event, or as fast as the model is. */
export type Pace = number | 'model';

/** The reply with a pause before each event; the header `x-simulator-delay-ms` outdoes the pace. */
export function paced(reply: Reply, request: RecordedRequest, pace: Pace): Reply {
  const asked = Number(request.headers['x-simulator-delay-ms'] ?? Number.NaN);
  const ms = asked >= 0 ? asked : pace === 'model' ? modelDelayMs(reply) : pace;
  if (ms <= 0 || reply.charge === null) return reply;
  const pause: Part = { kind: 'wait', ms };
  const slow = (part: Part) => part.kind === 'bytes' && (part.label === 'event' || part.label === 'body');
  return { ...reply, parts: reply.parts.flatMap((part) => (slow(part) ? [pause, part] : [part])) };
}

function modelDelayMs({ charge }: Reply): number {
  const model = charge === null ? undefined : findModel(charge.model);
  return model === undefined ? 0 : 1000 / model.tokensPerSecond;
}
