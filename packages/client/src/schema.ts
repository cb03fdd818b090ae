import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec';
import { isRecord } from './json.ts';

/**
 * A Standard Schema that can also say itself as JSON Schema: zod's are, as they stand; `jsonSchema` makes one of a JSON
 * Schema, and `withJsonSchema` of any other validator.
 * https://standardschema.dev
 */
export interface Schema<Output = unknown> {
  readonly '~standard': StandardSchemaV1.Props<unknown, Output> & StandardJSONSchemaV1.Props<unknown, Output>;
}

export type SchemaOutput<S extends Schema> = S extends Schema<infer Output> ? Output : never;

/** What a model is told to write, as JSON Schema. */
export function writtenForm(schema: Schema): Record<string, unknown> {
  return schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' });
}

/** Issues as people read them: `items[0].city: Invalid input; …`. */
export function describeIssues(issues: readonly StandardSchemaV1.Issue[]): string {
  return issues.map(({ message, path = [] }) => `${describePath(path)}${message}`).join('; ');
}

function describePath(path: NonNullable<StandardSchemaV1.Issue['path']>): string {
  const text = path
    .map((segment) => (isRecord(segment) ? segment['key'] : segment))
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('');
  return text === '' ? '' : `${text.replace(/^\./, '')}: `;
}
