import fc from 'fast-check';
import { isObject, type Json, type JsonObject } from '../json.ts';

/**
 * Random schemas for the property tests. Objects either declare all names of the test's values (a and b) or say
 * what other members are, so that nothing hangs on how members that nobody declares are treated.
 */
export const schemas = (): fc.Arbitrary<JsonObject> =>
  fc.letrec<{ any: JsonObject; leaf: JsonObject }>((tie) => ({
    leaf: fc.oneof(
      keywords(
        { type: fc.constantFrom<Json>('integer', 'number', ['integer', 'null'], ['number', 'string']) },
        {
          minimum: small,
          exclusiveMinimum: small,
          maximum: small,
          exclusiveMaximum: small,
          multipleOf: fc.constantFrom(1, 2, 0.5),
        },
      ),
      keywords(
        { type: fc.constantFrom<Json>('string', ['string', 'null'], ['string', 'boolean']) },
        {
          minLength: fc.nat(2),
          maxLength: fc.nat(3),
          pattern: fc.constantFrom('^a', 'b$', ''),
        },
      ),
      keywords({ enum: fc.uniqueArray(scalars, { minLength: 1, maxLength: 4 }) }, {}),
      keywords({ const: scalars }, {}),
      keywords({ type: fc.constantFrom<Json>('null', 'boolean') }, {}),
    ),
    any: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      tie('leaf'),
      fc.constant({ $ref: '#/$defs/Tree' }),
      keywords(
        { type: fc.constant('array') },
        {
          items: fc.oneof(tie('any'), fc.boolean()),
          prefixItems: fc.array(tie('any'), { minLength: 1, maxLength: 2 }),
          contains: tie('leaf'),
          minContains: fc.nat(2),
          maxContains: fc.integer({ min: 1, max: 2 }),
          minItems: fc.nat(2),
          maxItems: fc.nat(3),
          uniqueItems: fc.boolean(),
        },
      ),
      objects(tie('any'), fc.constant({})),
      objects(tie('leaf'), fc.record({ additionalProperties: fc.oneof(fc.constant(false), tie('leaf')) })),
      combined('allOf', tie('any')),
      combined('anyOf', tie('any')),
      combined('oneOf', tie('any')),
      fc.tuple(tie('any'), tie('any')).map(([schema, not]) => ({ allOf: [schema, { not }] })),
      fc.tuple(tie('any'), tie('any'), tie('any'), tie('any')).map(([schema, condition, then, other]) => ({
        allOf: [
          schema,
          Object.fromEntries([
            ['if', condition],
            ['then', then],
            ['else', other],
          ]),
        ],
      })),
    ),
  })).any;

const small = fc.integer({ min: -1, max: 3 });
const scalars = fc.constantFrom<Json>(null, true, false, 0, 1, 2, 1.5, '', 'a', 'ab', 'b');
const names = fc.constantFrom('a', 'b');

/** At most two of the optional keywords: with more, most schemas would fit nothing. */
const keywords = (
  required: Record<string, fc.Arbitrary<Json>>,
  optional: Record<string, fc.Arbitrary<Json>>,
): fc.Arbitrary<JsonObject> =>
  fc
    .subarray(Object.keys(optional), { maxLength: Math.min(2, Object.keys(optional).length) })
    .chain((picked) => {
      const chosen = Object.entries(optional).filter(([name]) => picked.includes(name));
      return fc.record({ ...required, ...Object.fromEntries(chosen) }, { noNullPrototype: true });
    });

const combined = (keyword: string, inner: fc.Arbitrary<JsonObject>) =>
  fc.array(inner, { minLength: 1, maxLength: 3 }).map((members): JsonObject => ({ [keyword]: members }));

function objects(
  inner: fc.Arbitrary<JsonObject>,
  others: fc.Arbitrary<JsonObject>,
): fc.Arbitrary<JsonObject> {
  const declared = fc.record({ a: inner, b: inner }, { noNullPrototype: true });
  const own = keywords(
    { type: fc.constant('object') },
    {
      required: fc.uniqueArray(names, { minLength: 1 }),
      minProperties: fc.nat(2),
      maxProperties: fc.nat(2),
      patternProperties: fc.dictionary(fc.constantFrom('^a', 'b', '^x'), inner, {
        maxKeys: 2,
        noNullPrototype: true,
      }),
      propertyNames: fc.constantFrom<Json>({ pattern: '^a' }, { enum: ['a', 'b'] }, { maxLength: 1 }),
      dependentRequired: fc.constantFrom<Json>({ a: ['b'] }, { b: ['a'] }),
      dependentSchemas: fc.dictionary(names, inner, { minKeys: 1, maxKeys: 1, noNullPrototype: true }),
    },
  );
  return fc
    .tuple(own, declared, others, names, fc.boolean())
    .map(([schema, properties, additional, dropped, drops]) => {
      const isOpen = additional['additionalProperties'] === undefined;
      const kept = drops && !isOpen ? { [dropped]: properties[dropped] } : properties;
      return { ...schema, properties: kept, ...additional };
    });
}

/** One small edit somewhere in a schema: the kind of thing that happens to a contract. */
export type Edit = { at: number; kind: 'drop' | 'raise' | 'lower' | 'either' | 'replace'; other: JsonObject };

export const edits = (): fc.Arbitrary<Edit> =>
  fc.record({
    at: fc.nat(100),
    kind: fc.constantFrom<Edit['kind']>('drop', 'raise', 'lower', 'either', 'replace'),
    other: schemas(),
  });

export function edited(schema: JsonObject, edit: Edit): JsonObject {
  let remaining = edit.at % countOf(schema);

  function walk(value: Json): Json {
    if (Array.isArray(value)) return value.map(walk);
    if (!isObject(value)) return value;
    if (isEditable(value) && remaining-- === 0) return apply(value, edit);
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [key, isData(key) ? child : walk(child)]),
    );
  }
  const result = walk(schema);
  return isObject(result) ? result : schema;
}

function countOf(value: Json): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + countOf(item), 0);
  if (!isObject(value)) return 0;
  const inner = Object.entries(value).filter(([key]) => !isData(key));
  return inner.reduce((sum, [, child]) => sum + countOf(child), isEditable(value) ? 1 : 0);
}

const heads = ['type', 'const', 'enum', 'allOf', 'anyOf', 'oneOf', 'not', 'if'];
const isEditable = (value: JsonObject) => heads.some((head) => head in value);

const isData = (key: string) => ['const', 'enum', 'dependentRequired'].includes(key);

function apply(schema: JsonObject, { kind, other, at }: Edit): JsonObject {
  const entries = Object.entries(schema);
  const shift = kind === 'raise' ? 1 : -1;
  switch (kind) {
    case 'either':
      return { anyOf: [schema, other] };
    case 'replace':
      return other;
    case 'drop': {
      const droppable = entries.filter(
        ([key]) =>
          ![
            'type',
            'properties',
            'additionalProperties',
            'const',
            'enum',
            'allOf',
            'anyOf',
            'oneOf',
            'not',
          ].includes(key),
      );
      const dropped = droppable[at % Math.max(1, droppable.length)]?.[0];
      return Object.fromEntries(entries.filter(([key]) => key !== dropped));
    }
    default:
      return Object.fromEntries(
        entries.map(([key, value]) => [
          key,
          typeof value === 'number' && key !== 'const' && key !== 'multipleOf'
            ? Math.max(0, value + shift)
            : value,
        ]),
      );
  }
}

/** Values that random schemas tell apart, small enough to try them all. */
export function smallValues(): Json[] {
  const plain: Json[] = [null, true, false, -1, 0, 1, 2, 3, 0.5, 1.5, '', 'a', 'ab', 'b', 'abc'];
  const few: Json[] = [null, true, 0, 1, 1.5, '', 'a', 'ab'];
  const pairs = few.flatMap((first) => few.map((second): [Json, Json] => [first, second]));
  const flat: Json[] = [
    ...plain,
    [],
    {},
    ...few.map((value) => [value]),
    ...pairs,
    [0, 1, 2],
    ['a', 'a', 'a'],
    ...few.flatMap((value): Json[] => [{ a: value }, { b: value }]),
    ...pairs.map(([a, b]): Json => ({ a, b })),
  ];
  const nested: Json[] = [[], ['a'], [0, 'a'], {}, { a: 1 }, { b: 'a' }, { a: 'a', b: null }];
  return [
    ...flat,
    ...nested.flatMap((value): Json[] => [[value], { a: value }, { b: value }, { a: value, b: 1 }]),
  ];
}
