import type { Check } from '../check.ts';

export const reasoning: Check[] = [];
