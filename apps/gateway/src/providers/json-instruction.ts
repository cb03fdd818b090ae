import type { ResponseFormatObject } from '@parley/types';

/** The words that ask for JSON, where the provider has no field for it. */
export function jsonInstruction(format: Exclude<ResponseFormatObject, { type: 'text' }>): string {
  if (format.type === 'json_object')
    return 'Answer with one JSON object and with nothing else: no words around it, no code fence.';
  const { description, schema } = format.json_schema;
  return [
    'Answer with one JSON value that is valid against the JSON Schema below, and with nothing else: no words around it, no code fence.',
    ...(description ? [`It is: ${description}`] : []),
    JSON.stringify(schema ?? {}),
  ].join('\n');
}
