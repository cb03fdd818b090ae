import fc, { type Arbitrary } from 'fast-check';
import { branchesOf, resolve, type Schema } from '../schema/schema.ts';
import { arrays } from './arrays.ts';
import { json } from './json.ts';
import { integers, numbers } from './numbers.ts';
import { objects } from './objects.ts';
import { strings } from './strings.ts';

/** Values that fit a schema: all of its branches, and its limits more often than chance would have it. */
export function arbitraryOf(given: Schema): Arbitrary<unknown> {
  const schema = resolve(given);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const branches = branchesOf(schema);
  if (branches !== undefined) return fc.oneof(...branches.map(arbitraryOf));
  const { type } = schema;
  if (Array.isArray(type)) return fc.oneof(...type.map((one) => arbitraryOf({ ...schema, type: one })));
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return integers(schema);
    case 'number':
      return numbers(schema);
    case 'string':
      return strings(schema);
    case 'array':
      return arrays(schema, arbitraryOf);
    case 'object':
      return objects(schema, arbitraryOf);
    case undefined:
      return json;
  }
}
