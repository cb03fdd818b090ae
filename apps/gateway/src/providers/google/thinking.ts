// https://ai.google.dev/gemini-api/docs/thinking
import type { ReasoningEffort } from '@parley/types';
import { type CatalogModel, nativeName, type ReasoningAbility } from '../../catalog/model.ts';
import type { AdapterCall } from '../adapter.ts';
import { effortOf, hidesReasoning } from '../reasoning-request.ts';
import type { WireThinkingConfig } from './wire.ts';

type Effort = NonNullable<ReasoningEffort>;

const budgets: Record<Effort, number> = {
  none: 0,
  minimal: 512,
  low: 2048,
  medium: 8192,
  high: 24_576,
  xhigh: 65_536,
  max: 65_536,
};

const levels: Record<Effort, 'MINIMAL' | 'LOW' | 'MEDIUM' | 'HIGH'> = {
  // These models can't be told not to think, and this is the lowest level that all of them know.
  none: 'LOW',
  minimal: 'MINIMAL',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
  xhigh: 'HIGH',
  max: 'HIGH',
};

/** How a model's thinking is steered; `null` when it isn't. */
function steeringOf(model: CatalogModel): 'budget' | 'level' | null {
  if (model.reasoning !== null) {
    if (model.reasoning.budget) return 'budget';
    return model.reasoning.efforts.length > 0 ? 'level' : null;
  }
  if (model.abilities !== null) return null;
  // Of a model that the catalogue lacks only the name is known: budgets ended with Gemini 2.5.
  return /gemini-[12]\b/.test(nativeName(model)) ? 'budget' : 'level';
}

/** Whether the model refuses calls of its own that come back without their signature: Gemini 3 and later, whose thinking has levels. */
export const demandsSignatures = (model: CatalogModel): boolean => steeringOf(model) === 'level';

/** `undefined` when there is nothing to say: a model that can't think refuses the field. */
export function writeThinking({ request, model }: AdapterCall): WireThinkingConfig | undefined {
  const steering = steeringOf(model);
  if (steering === null) return undefined;
  const budget = request.reasoning?.max_tokens ?? null;
  const effort = effortOf(request);
  const shown = hidesReasoning(request) || effort === 'none' ? {} : { includeThoughts: true };
  if (budget !== null) return { ...shown, thinkingBudget: budget };
  if (effort === null) return model.reasoning === null || !shown.includeThoughts ? undefined : shown;
  return steering === 'budget'
    ? { ...shown, thinkingBudget: clamp(budgets[effort], model.reasoning) }
    : { ...shown, thinkingLevel: levels[effort] };
}

// 0 turns thinking off, and is no budget.
function clamp(budget: number, limits: ReasoningAbility | null): number {
  if (budget === 0) return 0;
  return Math.min(Math.max(budget, limits?.budget_min ?? 0), limits?.budget_max ?? budget);
}
