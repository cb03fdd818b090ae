import { compile } from '../../scripts/compile.ts';
import type { Schema } from '../../scripts/document.ts';
import { strictSchemas } from '../../scripts/strict-schema.ts';
import { checkSchema } from '../../src/check-schema.ts';
import type { Problem } from '../../src/problem.ts';
import type { Validator } from '../../src/validator.ts';

/** Holds values to a schema that is not the contract's, through the same generator. */
export async function compiled(
  schema: Schema,
  others: Record<string, Schema> = {},
): Promise<(value: unknown) => Problem | null> {
  const code = await compile(strictSchemas({ Subject: schema, ...others }), { validate: 'Subject' });
  const { validate }: { validate: Validator<unknown> } = await import(
    `data:text/javascript,${encodeURIComponent(code)}`
  );
  return (value) => checkSchema(validate, value, 'The body');
}
