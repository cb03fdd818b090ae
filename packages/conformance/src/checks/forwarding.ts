import type { Check } from '../check.ts';

export const forwarding: Check[] = [];
