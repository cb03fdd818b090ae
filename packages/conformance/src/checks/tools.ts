import type { Check } from '../check.ts';

export const tools: Check[] = [];
