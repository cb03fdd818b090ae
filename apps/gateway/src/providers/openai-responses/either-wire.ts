import type { Adapter, AdapterCall, WireRequest } from '../adapter.ts';

type Wires = { chat: Adapter; responses: Adapter; needsResponses(call: AdapterCall): boolean };

/** A provider of both wires: chat, and the Responses API for the calls that chat can't carry. */
export function eitherWire({ chat, responses, needsResponses }: Wires): Adapter {
  const wireOf = (call: AdapterCall) => (needsResponses(call) ? responses : chat);
  const { message } = chat.coverage;
  return {
    ...chat,
    coverage: { ...chat.coverage, message: { ...message, reasoning_details: 'translated' } },
    request(call): WireRequest {
      const wire = wireOf(call);
      const { ignored = [], ...written } = wire.request(call);
      const known: { [field: string]: string | undefined } = chat.coverage.request;
      const news = ignored.filter((field) => known[field] !== 'ignored');
      return { ...written, ignored: [...new Set([...news, ...lostBy(wire, chat, call)])] };
    },
    response: (body, call) => wireOf(call).response(body, call),
    stream: (call, writer) => wireOf(call).stream(call, writer),
  };
}

/** What the wire of this call doesn't carry, though the coverage table says its provider does. */
function lostBy(wire: Adapter, chat: Adapter, { request }: AdapterCall): string[] {
  const ofChat: { [field: string]: string | undefined } = chat.coverage.request;
  const ofWire: { [field: string]: string | undefined } = wire.coverage.request;
  const lost = Object.entries(request).flatMap(([field, value]) =>
    value !== null && ofWire[field] === 'ignored' && ofChat[field] !== 'ignored' ? [field] : [],
  );
  const hasDetails = request.messages.some(
    (message) => message.role === 'assistant' && message.reasoning_details?.length,
  );
  return hasDetails && wire.coverage.message.reasoning_details === 'ignored'
    ? [...lost, 'messages[].reasoning_details']
    : lost;
}
