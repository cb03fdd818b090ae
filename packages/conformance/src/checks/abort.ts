import type { Check } from '../check.ts';

export const abort: Check[] = [];
