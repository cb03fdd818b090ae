import { models } from '@parley/simulator';
import type { Ability } from '../check.ts';
import type { Target } from '../options.ts';

const able: Record<Ability, string> = {
  reasoning: 'sim-reasoner',
  vision: 'sim-large',
  audio: 'sim-large',
  files: 'sim-large',
  search: 'sim-search',
  images: 'sim-image',
};

/** The name of one of the simulator's models where `model` is another one of them; null where it is none. */
export function simulatedModel(model: string, name: string): string | null {
  const known = models.find(({ id }) => model === id || model.endsWith(`/${id}`));
  return known === undefined ? null : `${model.slice(0, -known.id.length)}${name}`;
}

/** Thrown by a check that asks for a model that the gateway doesn't have, and which is skipped for that. */
export class MissingModel extends Error {
  constructor(model: string) {
    super(`The gateway has no model ${model}.`);
  }
}

/** The model that has the ability, or null when nobody named one. */
export function modelOf(target: Target, ability: Ability): string | null {
  return target.modelFor?.[ability] ?? simulatedModel(target.model, able[ability]);
}
