import type { ReasoningAbility } from '../model.ts';
import type { ReasoningOption, SourceModel } from './source-model.ts';

type Effort = ReasoningAbility['efforts'][number];
const efforts: readonly string[] = [
  'none',
  'minimal',
  'low',
  'medium',
  'high',
  'xhigh',
  'max',
] satisfies Effort[];
const isEffort = (value: string): value is Effort => efforts.includes(value);

// Of a model that knows only budgets: what the adapters turn into one.
const asBudgets: Effort[] = ['minimal', 'low', 'medium', 'high', 'xhigh'];

/** How a model's reasoning is steered. */
export function reasoningAbility({
  id,
  reasoning,
  reasoning_options: options = [],
}: SourceModel): ReasoningAbility | null {
  if (!reasoning) return null;
  const option = (type: string): ReasoningOption | undefined => options.find((one) => one.type === type);
  const budget = option('budget_tokens');
  const stated = option('effort')?.values?.filter(isEffort) ?? (budget === undefined ? [] : asBudgets);
  const off =
    option('toggle') !== undefined || budget?.min === 0 || restsUnasked(id) || stated.includes('none');
  return {
    efforts: off ? ['none', ...stated.filter((effort) => effort !== 'none')] : stated,
    budget: budget !== undefined,
    mandatory: !off,
    ...(budget?.min === undefined || budget.min <= 0 ? {} : { budget_min: budget.min }),
    ...(budget?.max === undefined ? {} : { budget_max: budget.max }),
  };
}

// Claude thinks when asked to, all but Fable; of that models.dev says nothing.
const restsUnasked = (id: string): boolean => /claude/.test(id) && !/fable/.test(id);
