import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../json.ts';
import { edited, edits, schemas, smallValues } from './random-schemas.ts';
import { qualifyReferences, resolverOf } from './references.ts';
import { isSame } from './same.ts';
import { subset } from './subset.ts';

/** A schema, and the two members of a Tree that it may refer to and that holds itself. */
type Contract = { root: JsonObject; a: JsonObject; b: JsonObject };

const contracts: fc.Arbitrary<Contract> = fc.record({ root: schemas(), a: schemas(), b: schemas() });

function documentOf({ root, a, b }: Contract, name: string): Json {
  const tree = { type: 'object', properties: { a: { anyOf: [a, { $ref: '#/$defs/Tree' }] }, b } };
  return qualifyReferences({ $defs: { Root: root, Tree: tree } }, name);
}

const rootOf = (name: string): JsonObject => ({ $ref: `${name}#/$defs/Root` });

const pairs = fc
  .record({
    old: contracts,
    rootEdits: fc.array(edits(), { minLength: 1, maxLength: 2 }),
    treeEdits: fc.array(edits(), { maxLength: 1 }),
    isForward: fc.boolean(),
  })
  .map(({ old, rootEdits, treeEdits, isForward }) => {
    const next = { ...old, root: rootEdits.reduce(edited, old.root), b: treeEdits.reduce(edited, old.b) };
    return isForward ? { narrow: old, wide: next } : { narrow: next, wide: old };
  });

function validatorOf(contract: Contract): (value: Json) => boolean {
  const ajv = new Ajv2020({ strict: false, meta: false, validateSchema: false });
  const document = documentOf(contract, '');
  return ajv.compile(Object.assign({}, document, { $ref: '#/$defs/Root' }));
}

const values = smallValues();
const runs = Number(process.env['RUNS'] ?? 150);

describe('subset', () => {
  test('finds nothing between a schema and itself', () => {
    fc.assert(
      fc.property(contracts, fc.constantFrom('request', 'response', null), (contract, direction) => {
        const resolve = resolverOf({ old: documentOf(contract, 'old'), new: documentOf(contract, 'new') });
        expect(subset(rootOf('old'), rootOf('new'), { direction, resolve })).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  test('is right whenever it finds nothing: what fits the narrow schema fits the wide one', {
    timeout: 60_000 * Math.ceil(runs / 500),
  }, () => {
    let shown = 0;
    fc.assert(
      fc.property(pairs, ({ narrow, wide }) => {
        const resolve = resolverOf({ old: documentOf(narrow, 'old'), new: documentOf(wide, 'new') });
        const [old, next] = [rootOf('old'), rootOf('new')];
        if (subset(old, next, { direction: 'request', resolve }).length > 0) return;
        if (isSame(old, next, resolve)) return;
        const fitting = values.filter(validatorOf(narrow));
        if (fitting.length > 0) shown += 1;
        const fitsWide = validatorOf(wide);
        expect(fitting.filter((value) => !fitsWide(value))).toEqual([]);
      }),
      { numRuns: runs },
    );
    expect(shown).toBeGreaterThan(runs / 10);
  });
});
