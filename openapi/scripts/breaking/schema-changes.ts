import { annotationChanges } from './annotation-changes.ts';
import { atPath, breaking, type Change, compatible, type Place } from './change.ts';
import type { Direction } from './schema/comparer.ts';
import type { Difference } from './schema/difference.ts';
import { rules } from './schema/rules.ts';
import { isSame } from './schema/same.ts';
import type { Schema } from './schema/schema.ts';
import { subset } from './schema/subset.ts';
import type { Compared } from './sides.ts';

export type Scope = { place: Place; direction: Direction; prefix: string };

/**
 * Every old request must be valid under the new schema, every new answer under the old one: what stands
 * against that is breaking. The same question asked the other way round tells what was added.
 */
export function schemaChanges({ place, direction, prefix }: Scope, sides: Compared<Schema>): Change[] {
  const { old, new: next, resolve } = sides;
  const options = { direction, resolve };
  const tightened = () => subset(old, next, options).map((found) => asTightened(found));
  const loosened = () => subset(next, old, options).map((found) => asLoosened(found));
  const [against, added] = direction === 'request' ? [tightened, loosened] : [loosened, tightened];

  const breaks = isSame(old, next, resolve)
    ? []
    : against().map(({ difference, id, sentence }) =>
        breaking(
          atPath(place, difference.path),
          `${prefix}-${id}`,
          difference.undecided ? `cannot show that ${promises[direction]}: ${sentence}` : sentence,
        ),
      );
  const additions = isSame(old, next, resolve)
    ? []
    : added().map(({ difference, id, sentence }) =>
        compatible(atPath(place, difference.path), `${prefix}-${id}`, sentence),
      );
  const notes = annotationChanges({ place, direction, prefix }, sides);
  return withoutEchoes([...breaks, ...additions, ...notes]);
}

const promises = {
  request: 'every request of the old contract is still valid',
  response: 'every answer of the new contract fits the old one',
};

type Told = { difference: Difference; id: string; sentence: string };

const asTightened = (difference: Difference): Told => ({
  difference,
  id: rules[difference.rule].narrowed,
  sentence: sentenceOf(difference, { old: difference.narrow, new: difference.wide, verb: 'lost' }),
});

const asLoosened = (difference: Difference): Told => ({
  difference,
  id: rules[difference.rule].widened,
  sentence: sentenceOf(difference, { old: difference.wide, new: difference.narrow, verb: 'gained' }),
});

function sentenceOf(
  { rule, about }: Difference,
  shown: { old: string; new: string; verb: 'lost' | 'gained' },
): string {
  const listed = about.length === 0 ? '' : ` ${shown.verb} ${about.join(', ')}:`;
  return `${rules[rule].subject}${listed} was ${shown.old}, is ${shown.new}`;
}

/** One change, one line: where something breaks, its mirror image is not an addition. */
function withoutEchoes(changes: readonly Change[]): Change[] {
  const broken = new Set(changes.filter(({ level }) => level === 'breaking').map(({ where }) => where));
  const seen = new Set<string>();
  return changes.filter(({ level, where, rule, message }) => {
    const isEcho = level === 'compatible' && broken.has(where);
    const key = `${where} ${rule} ${message}`;
    if (isEcho || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
