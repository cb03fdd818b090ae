// https://ai.google.dev/gemini-api/docs/thinking
import type { ReasoningEffort } from '@parley/types';
import { type CatalogModel, nativeName } from '../../catalog/model.ts';
import type { AdapterCall } from '../adapter.ts';
import { askedBudget, budgetOfEffort, effortOf, hidesReasoning, levelOf } from '../reasoning-request.ts';
import type { WireThinkingConfig } from './wire.ts';

type Effort = NonNullable<ReasoningEffort>;

const budgets: Record<Exclude<Effort, 'none'>, number> = {
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
function steeringOf(model: CatalogModel): 'budget' | 'level' | 'switch' | null {
  if (model.reasoning !== null) {
    if (model.reasoning.budget) return 'budget';
    // Gemma thinks or doesn't: at the highest level, or at the lowest.
    if (model.reasoning.efforts.every((effort) => effort === 'none'))
      return model.reasoning.mandatory ? null : 'switch';
    return 'level';
  }
  if (model.abilities !== null) return null;
  // Of a model that the catalogue lacks only the name is known: budgets ended with Gemini 2.5.
  return /gemini-[12]\b/.test(nativeName(model)) ? 'budget' : 'level';
}

/** Whether the model refuses calls of its own that come back without their signature: Gemini 3 and later, whose thinking has levels. */
export const demandsSignatures = (model: CatalogModel): boolean => steeringOf(model) === 'level';

/** `undefined` when there is nothing to say: a model that can't think refuses the field. */
export function writeThinking(call: AdapterCall): WireThinkingConfig | undefined {
  const { request, model } = call;
  const steering = steeringOf(model);
  if (steering === null) return undefined;
  const budget = askedBudget(call);
  const effort = effortOf(request);
  const shown = hidesReasoning(request) || effort === 'none' ? {} : { includeThoughts: true };
  if (budget !== null) return { ...shown, thinkingBudget: budget };
  if (effort === null) return model.reasoning === null || !shown.includeThoughts ? undefined : shown;
  if (steering === 'switch') return { ...shown, thinkingLevel: effort === 'none' ? 'MINIMAL' : 'HIGH' };
  const level = levelOf(call) ?? 'medium';
  if (steering === 'level') return { ...shown, thinkingLevel: levels[level] };
  // 0 turns thinking off, and is no budget.
  return { ...shown, thinkingBudget: level === 'none' ? 0 : budgetOfEffort(budgets[level], call) };
}
