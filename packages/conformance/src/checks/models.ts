import type { Check } from '../check.ts';

export const models: Check[] = [];
