import type { Check } from '../check.ts';
import { core } from './core.ts';

/** Every check, in the order of the areas. */
export const checks: readonly Check[] = [...core];
