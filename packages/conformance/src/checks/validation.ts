import type { Check } from '../check.ts';

export const validation: Check[] = [];
