import type { ChatCompletionRequest, ReasoningEffort } from '@parley/types';
import type { AdapterCall, ProviderAnswer } from './adapter.ts';

/** The effort that was asked for, by whichever of the names; `null` when none was. */
export function effortOf({ reasoning_effort: effort, reasoning }: ChatCompletionRequest): ReasoningEffort {
  if (reasoning?.enabled === false) return 'none';
  return effort ?? reasoning?.effort ?? (reasoning?.enabled === true ? 'medium' : null);
}

/** Whether reasoning is asked for and not how much: any model that reasons will do, whatever efforts it has. */
export const isEffortImplied = ({ reasoning_effort, reasoning }: ChatCompletionRequest): boolean =>
  reasoning_effort == null && reasoning?.effort == null && reasoning?.enabled === true;

type Call = Pick<AdapterCall, 'request' | 'model'>;
type Level = Exclude<ReasoningEffort, null | 'none'>;

const levels: Level[] = ['minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

/**
 * The effort to name to this model: the one that was asked for; where none was named, the one of its own that is
 * nearest to the middle, and `null` when it has none.
 */
export function levelOf({ request, model }: Call): ReasoningEffort {
  const asked = effortOf(request);
  if (!isEffortImplied(request) || (model.reasoning === null && model.abilities === null)) return asked;
  const own = levels.filter((level) => model.reasoning?.efforts.includes(level));
  const distance = (level: Level) => Math.abs(levels.indexOf(level) - levels.indexOf('medium'));
  return own.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

// What is left for the answer when an effort, and not the caller, sets the budget.
const shareOfCap = 0.8;

/** The budget that an effort stands for, within the model's bounds and with room for an answer under the caller's cap. */
export function budgetOfEffort(wanted: number, { request, model }: Call): number {
  const cap = request.max_completion_tokens ?? request.max_tokens ?? null;
  const most =
    cap === null ? (model.output_tokens ?? Number.POSITIVE_INFINITY) - 1 : Math.floor(cap * shareOfCap);
  return withinBounds(Math.min(wanted, most), model);
}

/** The budget that the caller asked for, within the model's bounds; `null` when there is none. */
export function askedBudget({ request, model }: Call): number | null {
  const wanted = request.reasoning?.max_tokens ?? null;
  if (wanted === null) return null;
  const cap = request.max_completion_tokens ?? request.max_tokens ?? model.output_tokens;
  return withinBounds(cap === null ? wanted : Math.min(wanted, cap - 1), model);
}

const withinBounds = (budget: number, { reasoning }: AdapterCall['model']): number =>
  Math.max(Math.min(budget, reasoning?.budget_max ?? budget), reasoning?.budget_min ?? 1);

/** What of `reasoning` only the Responses API has a place for. */
export function beyondEffort(request: ChatCompletionRequest): string[] {
  const { summary, mode } = request.reasoning ?? {};
  return [
    ...(summary != null && !hidesReasoning(request) ? ['reasoning.summary'] : []),
    ...(mode === 'pro' ? ['reasoning.mode'] : []),
  ];
}

/** Whether the reasoning is to be left out of the answer. */
export const hidesReasoning = ({ include_reasoning: include, reasoning }: ChatCompletionRequest): boolean =>
  include === false || reasoning?.exclude === true;

/** The answer as the caller wants to see it: without its reasoning, maybe. Its tokens stay counted: they were paid for. */
export function shownTo(request: ChatCompletionRequest, answer: ProviderAnswer): ProviderAnswer {
  if (!hidesReasoning(request)) return answer;
  const choices = answer.choices.map(({ message, ...choice }) => {
    const { reasoning: _reasoning, reasoning_details: _details, ...shown } = message;
    return { ...choice, message: shown };
  });
  return { ...answer, choices };
}
