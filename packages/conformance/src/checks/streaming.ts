import type { Check } from '../check.ts';

export const streaming: Check[] = [];
