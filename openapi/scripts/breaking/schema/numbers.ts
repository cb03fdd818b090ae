import { type JsonObject, numberAt, show } from '../json.ts';
import type { Alternative } from './alternatives.ts';
import { type Difference, differs, undecided } from './difference.ts';

type Numbers = Pick<Alternative, 'type' | 'parts'>;
/** A lower bound, or an upper one with its sign turned, so that the greater is always the stricter. */
type Bound = { limit: number; exclusive: boolean };

const lower = { inclusive: 'minimum', exclusive: 'exclusiveMinimum', sign: 1 } as const;
const upper = { inclusive: 'maximum', exclusive: 'exclusiveMaximum', sign: -1 } as const;
type Side = typeof lower | typeof upper;

function boundOf({ type, parts }: Numbers, side: Side): Bound | null {
  const bounds = parts.flatMap((part): Bound[] => {
    const inclusive = numberAt(part, side.inclusive);
    const exclusive = numberAt(part, side.exclusive);
    return [
      ...(inclusive === null ? [] : [bound(inclusive * side.sign, false, type === 'integer')]),
      ...(exclusive === null ? [] : [bound(exclusive * side.sign, true, type === 'integer')]),
    ];
  });
  return bounds.reduce<Bound | null>(
    (strictest, next) => (isWithin(strictest, next) ? strictest : next),
    null,
  );
}

function bound(limit: number, exclusive: boolean, isInteger: boolean): Bound {
  if (!isInteger) return { limit, exclusive };
  return { limit: exclusive ? Math.floor(limit) + 1 : Math.ceil(limit), exclusive: false };
}

function isWithin(narrow: Bound | null, wide: Bound | null): boolean {
  if (wide === null) return true;
  if (narrow === null || narrow.limit < wide.limit) return false;
  return narrow.limit > wide.limit || narrow.exclusive || !wide.exclusive;
}

const shown = (bound: Bound | null, side: Side): string =>
  bound === null ? 'none' : `${bound.limit * side.sign}${bound.exclusive ? ' (exclusive)' : ''}`;

export function isEmptyRange(numbers: Numbers): boolean {
  const least = boundOf(numbers, lower);
  const most = boundOf(numbers, upper);
  if (least === null || most === null) return false;
  const greatest = -most.limit;
  return least.limit > greatest || (least.limit === greatest && (least.exclusive || most.exclusive));
}

export function numberDifferences(narrow: Alternative, wide: JsonObject): Difference[] {
  const found: Difference[] = [];
  for (const side of [lower, upper]) {
    const guaranteed = boundOf(narrow, side);
    const asked = boundOf({ type: narrow.type, parts: [wide] }, side);
    if (!isWithin(guaranteed, asked))
      found.push(differs(side.inclusive, shown(guaranteed, side), shown(asked, side)));
  }
  return [...found, ...multipleDifferences(narrow, wide)];
}

function multipleDifferences(narrow: Alternative, wide: JsonObject): Difference[] {
  const divisor = numberAt(wide, 'multipleOf');
  if (divisor === null) return [];
  const multiples = narrow.parts.map((part) => numberAt(part, 'multipleOf')).filter((step) => step !== null);
  if (narrow.type === 'integer') multiples.push(1);
  const value = narrow.value?.is;
  if (typeof value === 'number') multiples.push(value);
  if (multiples.some((step) => step === divisor || isWholeMultiple(step, divisor))) return [];
  const step = multiples[0];
  return [(step === undefined ? differs : undecided)('multipleOf', show(step), String(divisor))];
}

// Validators divide, and a division of fractions rounds: only whole numbers are sure.
const isWholeMultiple = (step: number, divisor: number): boolean =>
  Number.isSafeInteger(step) && Number.isSafeInteger(divisor) && step % divisor === 0;
