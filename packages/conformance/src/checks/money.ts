import type { Check } from '../check.ts';

export const money: Check[] = [];
