import type { ChatCompletionRequest } from '@parley/types';
import { type Coverage, gatewayFields } from './adapter.ts';

const known = new Set<string>(gatewayFields);
const always = new Set(['role']);

/** What the caller sent and the provider doesn't get: unknown fields, and those that the coverage table calls ignored. */
export function ignoredParameters(request: ChatCompletionRequest, coverage: Coverage): string[] {
  const names: string[] = [];
  for (const [field, value] of Object.entries(request)) {
    if (value !== null && !known.has(field) && isIgnored(coverage.request, field)) names.push(field);
  }
  const inMessages = new Set<string>();
  // A list of entries for each message of a long conversation costs as much as parsing it.
  for (const message of request.messages as { [field: string]: unknown }[]) {
    for (const field in message) {
      if (!always.has(field) && isIgnored(coverage.message, field) && message[field] !== null)
        inMessages.add(field);
    }
  }
  for (const field of inMessages) names.push(`messages[].${field}`);
  return names;
}

function isIgnored(table: { [field: string]: string }, field: string): boolean {
  return !Object.hasOwn(table, field) || table[field] === 'ignored';
}
