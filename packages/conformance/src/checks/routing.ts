import type { Check } from '../check.ts';

export const routing: Check[] = [];
