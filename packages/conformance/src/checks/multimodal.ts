import type { Check } from '../check.ts';

export const multimodal: Check[] = [];
