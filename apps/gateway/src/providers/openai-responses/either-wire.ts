import type { Adapter, AdapterCall, Coverage, WireRequest } from '../adapter.ts';
import { ignoredParameters } from '../ignored-parameters.ts';

type Wires = { chat: Adapter; responses: Adapter; needsResponses(call: AdapterCall): boolean };

/** A provider of both wires: chat, and the Responses API for the calls that chat can't carry. */
export function eitherWire({ chat, responses, needsResponses }: Wires): Adapter {
  const wireOf = (call: AdapterCall) => (needsResponses(call) ? responses : chat);
  const coverage: Coverage = {
    request: chat.coverage.request,
    message: { ...responses.coverage.message, ...carriedBy(chat) },
  };
  return {
    ...chat,
    coverage,
    request(call): WireRequest {
      const wire = wireOf(call);
      const { ignored = [], ...written } = wire.request(call);
      const known: { [field: string]: string | undefined } = coverage.request;
      const news = ignored.filter((field) => known[field] !== 'ignored');
      const byTable = new Set(ignoredParameters(call.request, coverage));
      const lost = ignoredParameters(call.request, wire.coverage).filter((field) => !byTable.has(field));
      return { ...written, ignored: [...new Set([...news, ...lost])] };
    },
    response: (body, call) => wireOf(call).response(body, call),
    stream: (call, writer) => wireOf(call).stream(call, writer),
    // A refusal doesn't say which wire it came by: this one knows the words of both.
    error: responses.error,
  };
}

const carriedBy = ({ coverage }: Adapter) =>
  Object.fromEntries(Object.entries(coverage.message).filter(([, support]) => support !== 'ignored'));
