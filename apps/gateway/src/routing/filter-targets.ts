import { listingId } from '../catalog/catalog.ts';
import type { Need } from './need.ts';
import type { Target } from './target.ts';

/** Targets that are out, by `provider/model`, all for one reason: the first need that they don't meet. */
export type Drop = { param: string; reason: string; targets: string[] };

export type Filtered = {
  left: Target[];
  drops: Drop[];
  /** The need that took the last targets. */
  unmet: Need | null;
};

/** Holds targets to needs, one need after the other, until nothing is left. */
export function filterTargets(targets: readonly Target[], needs: readonly Need[]): Filtered {
  let left = [...targets];
  const drops: Drop[] = [];
  for (const need of needs) {
    const able: Target[] = [];
    const unable: Target[] = [];
    for (const target of left)
      (need.metBy(target.listing, target.provider.adapter) ? able : unable).push(target);
    if (unable.length === 0) continue;
    drops.push({
      param: need.param,
      reason: need.lack,
      targets: unable.map(({ listing }) => listingId(listing)),
    });
    if (able.length === 0) return { left: [], drops, unmet: need };
    left = able;
  }
  return { left, drops, unmet: null };
}
