import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from '../schema/schema.ts';
import { atLimit } from './at-limit.ts';
import { isHarmless, json } from './json.ts';
import { strings } from './strings.ts';

const usualKeys = 3;

type ArbitraryOf = (schema: Schema) => Arbitrary<unknown>;
type Properties = Record<string, unknown>;

/** With and without each optional property, and at times with one that the schema doesn't know. */
export function objects(schema: Schema, arbitraryOf: ArbitraryOf): Arbitrary<Properties> {
  const { properties = {}, required = [], additionalProperties = true } = schema;
  const { minProperties = 0, maxProperties = 1000 } = schema;
  if (typeof additionalProperties === 'object') return maps(schema, arbitraryOf(additionalProperties));
  const own = fc.record<Properties>(
    Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, arbitraryOf(value)])),
    { requiredKeys: required },
  );
  const holds = (value: Properties) => {
    const count = Object.keys(value).length;
    return count >= minProperties && count <= maxProperties;
  };
  if (!additionalProperties) return own.filter(holds);
  return fc
    .tuple(own, unknownProperties)
    .map(([known, unknown]) => ({ ...unknown, ...known }))
    .filter(holds);
}

const unknownProperties = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.dictionary(fc.stringMatching(/^x_[a-z]{1,8}$/), json, { maxKeys: 2 }) },
);

/** Keys to values, where only the values have a schema. */
function maps({ properties, propertyNames = {}, maxProperties }: Schema, value: Arbitrary<unknown>) {
  if (Object.keys(properties ?? {}).length > 0)
    throw new Error('Teach the tests about properties beside a schema of additionalProperties.');
  const key = strings(propertyNames).filter(isHarmless);
  return atLimit({ min: 0, limit: maxProperties, usual: usualKeys }, ({ minLength, maxLength }) =>
    fc.dictionary(key, value, { minKeys: minLength, maxKeys: maxLength, noNullPrototype: true }),
  );
}
