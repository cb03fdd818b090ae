import type { Check } from '../check.ts';
import { abort } from './abort.ts';
import { auth } from './auth.ts';
import { core } from './core.ts';
import { equality } from './equality.ts';
import { errors } from './errors.ts';
import { faults } from './faults.ts';
import { forwarding } from './forwarding.ts';
import { idempotency } from './idempotency.ts';
import { limits } from './limits.ts';
import { models } from './models.ts';
import { money } from './money.ts';
import { multimodal } from './multimodal.ts';
import { reasoning } from './reasoning.ts';
import { routing } from './routing.ts';
import { streaming } from './streaming.ts';
import { structured } from './structured.ts';
import { tools } from './tools.ts';
import { validation } from './validation.ts';

/** Every check, in the order of `areas`. */
export const checks: readonly Check[] = [
  ...core,
  ...models,
  ...auth,
  ...validation,
  ...streaming,
  ...equality,
  ...tools,
  ...structured,
  ...reasoning,
  ...multimodal,
  ...money,
  ...errors,
  ...limits,
  ...abort,
  ...forwarding,
  ...faults,
  ...routing,
  ...idempotency,
];
