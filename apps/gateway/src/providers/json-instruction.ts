import type { ResponseFormatObject } from '@parley/types';

const nothingElse = 'and with nothing else: no words around it, no code fence.';

/** The words that ask for JSON, where the provider has no field for it. */
export function jsonInstruction(format: Exclude<ResponseFormatObject, { type: 'text' }>): string {
  if (format.type === 'json_object') return `Answer with one JSON object ${nothingElse}`;
  const { description, schema } = format.json_schema;
  return [
    schema
      ? `Answer with one JSON value that is valid against the JSON Schema below, ${nothingElse}`
      : `Answer with one JSON value ${nothingElse}`,
    ...(description ? [`It is: ${description}`] : []),
    ...(schema ? [JSON.stringify(schema)] : []),
  ].join('\n');
}
