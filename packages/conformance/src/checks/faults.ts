import type { Check } from '../check.ts';

export const faults: Check[] = [];
