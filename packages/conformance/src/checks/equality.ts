import type { Check } from '../check.ts';

export const equality: Check[] = [];
