import type { Check } from '../check.ts';

export const structured: Check[] = [];
