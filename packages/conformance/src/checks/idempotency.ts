import type { Check } from '../check.ts';

export const idempotency: Check[] = [];
