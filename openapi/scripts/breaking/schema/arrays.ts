import { type JsonObject, numberAt, show } from '../json.ts';
import type { Alternative } from './alternatives.ts';
import type { Comparer } from './comparer.ts';
import { type Difference, differs, undecided, under } from './difference.ts';
import { itemAt, itemCounts, itemsBehind, prefixLength } from './items.ts';
import { countLimits } from './limits.ts';
import { type Schema, schemaFrom } from './schema.ts';

export function arrayDifferences(narrow: Alternative, wide: JsonObject, comparer: Comparer): Difference[] {
  const counts = itemCounts(narrow.parts);
  const isUnique = counts.most <= 1 || narrow.parts.some((part) => part['uniqueItems'] === true);
  return [
    ...countLimits(counts, wide, { least: 'minItems', most: 'maxItems' }),
    ...(wide['uniqueItems'] === true && !isUnique ? [differs('uniqueItems', 'false', 'true')] : []),
    ...itemDifferences(narrow, wide, comparer),
    ...containsDifferences(narrow, wide, comparer),
  ];
}

function itemDifferences({ parts }: Alternative, wide: JsonObject, comparer: Comparer): Difference[] {
  const { most } = itemCounts(parts);
  const prefix = Math.max(prefixLength(parts), prefixLength([wide]));
  const inPrefix = Array.from({ length: Math.min(prefix, most) }, (_, index) =>
    under(['prefixItems', String(index)], comparer.subset(itemAt(parts, index), itemAt([wide], index))),
  );
  const behind = most > prefix ? comparer.subset(itemsBehind(parts), itemsBehind([wide])) : [];
  return [...inPrefix.flat(), ...under(['items'], behind)];
}

/** `contains`, with how often at least and at most. */
function containsDifferences({ parts }: Alternative, wide: JsonObject, comparer: Comparer): Difference[] {
  if (wide['contains'] === undefined) return [];
  const asked = schemaFrom(wide['contains']);
  const least = numberAt(wide, 'minContains') ?? 1;
  const most = numberAt(wide, 'maxContains') ?? Number.POSITIVE_INFINITY;
  const counts = itemCounts(parts);
  const containing = parts.filter((part) => part['contains'] !== undefined);
  const isInside = (part: JsonObject) => comparer.subset(schemaFrom(part['contains']), asked).length === 0;
  const isAround = (part: JsonObject) => comparer.subset(asked, schemaFrom(part['contains'])).length === 0;
  const allItemsFit = comparer.subset(itemsOf(parts), asked).length === 0;

  const hasEnough =
    least === 0 ||
    (counts.least >= least && allItemsFit) ||
    containing.some((part) => (numberAt(part, 'minContains') ?? 1) >= least && isInside(part));
  const hasNoMore =
    counts.most <= most ||
    containing.some(
      (part) => (numberAt(part, 'maxContains') ?? Number.POSITIVE_INFINITY) <= most && isAround(part),
    );
  const before = containing[0];
  const report = before === undefined ? differs : undecided;
  return [
    ...(hasEnough ? [] : [report('contains', show(before?.['contains']), show(wide['contains']))]),
    ...(hasNoMore ? [] : [report('maxContains', show(before?.['maxContains']), String(most))]),
  ];
}

const itemsOf = (parts: readonly JsonObject[]): Schema =>
  prefixLength(parts) === 0
    ? itemsBehind(parts)
    : {
        anyOf: [
          itemsBehind(parts),
          ...Array.from({ length: prefixLength(parts) }, (_, index) => itemAt(parts, index)),
        ],
      };
