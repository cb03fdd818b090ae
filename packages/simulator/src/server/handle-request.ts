import type { ChosenFault } from '../faults/fault.ts';
import { chooseFault, FAULT_MODEL_PREFIX, faults } from '../faults/fault-list.ts';
import { findModel } from '../faults/find-model.ts';
import { hash } from '../random.ts';
import type { Tokenizer } from '../tokenizer.ts';
import { type Pace, paced } from './paced.ts';
import type { RecordedRequest } from './recorded-request.ts';
import type { Reply } from './reply.ts';
import type { Wire } from './wire.ts';

export type Handling = {
  wire: Wire;
  tokenizer: Tokenizer;
  apiKey: string | null;
  pace: Pace;
  /** How often a session has met a fault; it counts the call. */
  seen(session: string): number;
};

/** A request's reply: the wire's, with the fault that the request asks for. */
export function handleRequest(request: RecordedRequest, handling: Handling): Reply {
  const { wire, tokenizer, apiKey } = handling;
  const asked = faultName(request, wire);
  const chosen = asked === undefined ? undefined : chooseFault(asked);
  if (chosen === undefined && request.headers['x-simulator-fault'] !== undefined) {
    const names = faults.map(({ name }) => name).join(', ');
    return wire.fail({ status: 400, message: `There is no fault "${asked}". There are: ${names}.` });
  }
  const world = { tokenizer, findModel, apiKey, alter: chosen?.fault.alter ?? ((answer) => answer) };
  const reply = wire.respond(request, world);
  if (reply.status !== 200 || chosen === undefined) return paced(reply, request, handling.pace);
  return spoilt(reply, request, chosen, handling);
}

function faultName(request: RecordedRequest, wire: Wire): string | undefined {
  const model = wire.modelOf(request);
  const named = model?.startsWith(FAULT_MODEL_PREFIX) ? model.slice(FAULT_MODEL_PREFIX.length) : undefined;
  return request.headers['x-simulator-fault'] ?? named;
}

/** Faults hit good requests only: a bad one gets its own refusal. */
function spoilt(
  reply: Reply,
  request: RecordedRequest,
  { fault, value }: ChosenFault,
  handling: Handling,
): Reply {
  const { wire, pace } = handling;
  if (fault.instead !== undefined) {
    const session = request.headers['x-simulator-session'] ?? hash(request.body);
    const instead = fault.instead(value, wire, handling.seen(`${fault.name}/${session}`));
    if (instead !== null) return instead;
  }
  const slow = paced(reply, request, pace);
  return fault.spoil === undefined ? slow : fault.spoil(slow, value, wire);
}
