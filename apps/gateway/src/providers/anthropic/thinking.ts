// https://platform.claude.com/docs/en/build-with-claude/thinking
import type { ChatCompletionRequest, ReasoningEffort } from '@parley/types';
import type { ReasoningAbility } from '../../catalog/model.ts';
import type { AdapterCall } from '../adapter.ts';
import { hidesReasoning, levelOf } from '../reasoning-request.ts';
import type { ModelWays } from './model-ways.ts';
import type { WireOutputConfig, WireThinking } from './wire.ts';

type Effort = NonNullable<ReasoningEffort>;

const budgets: Record<Exclude<Effort, 'none'>, number> = {
  minimal: 1024,
  low: 1024,
  medium: 2000,
  high: 4000,
  xhigh: 16_000,
  max: 32_000,
};
const smallestBudget = 1024;
const largestBudget = 128_000;
// What is left for the answer when an effort, and not the caller, sets the budget.
const shareOfCap = 0.8;
const leastAnswer = 1024;

const efforts: Record<Exclude<Effort, 'none'>, NonNullable<WireOutputConfig['effort']>> = {
  minimal: 'low',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'xhigh',
  max: 'max',
};

export type Thinking = {
  thinking?: WireThinking;
  effort?: NonNullable<WireOutputConfig['effort']>;
  maxTokens: number;
  /** Whether the caller's wish to have it think is granted: that rules out samplers and forced tools. */
  on: boolean;
};

/** What stands in the way of thinking. */
export type Obstacles = {
  /** A tool is forced: that and thinking exclude each other. */
  forcesTool: boolean;
  /** The turn of tools that goes on was begun without thinking, or lost it: a budget is refused then. */
  unthoughtTurn: boolean;
};

/** How much the model is to think, and the output cap, which has to hold that. */
export function writeThinking(
  call: AdapterCall,
  ways: ModelWays,
  { forcesTool, unthoughtTurn }: Obstacles,
  ignored: Set<string>,
): Thinking {
  const { request, model } = call;
  const cap = capOf(request);
  const effort = levelOf(call);
  const level = effort === 'none' ? null : effort;
  const budget = request.reasoning?.max_tokens ?? null;
  const plain: Thinking = {
    maxTokens: cap ?? ways.outputTokens,
    on: false,
    ...(request.effort ? { effort: request.effort } : {}),
  };
  const off = ways.thinking === null ? {} : offOf(ways);
  const name = () => void ignored.add(fieldOf(request));
  if (budget === null && level === null) {
    if (effort === 'none' && ways.thinking !== null && ways.off === null) name();
    return effort === 'none' || forcesTool ? { ...plain, ...off } : plain;
  }
  if (ways.thinking === null || (forcesTool && ways.off !== null)) {
    name();
    return { ...plain, ...off };
  }
  if (ways.thinking === 'adaptive') {
    // One setting on this wire: the field that has its name wins.
    if (budget !== null || (request.effort && request.effort !== level)) name();
    const display = hidesReasoning(request) ? 'omitted' : 'summarized';
    const settled = level === null ? {} : { effort: efforts[level] };
    return { ...settled, ...plain, thinking: { type: 'adaptive', display }, on: true };
  }
  const wanted = clamp(budget ?? budgets[level ?? 'medium'], model.reasoning);
  const fitted = unthoughtTurn ? null : fit(wanted, { cap, byCaller: budget !== null, ways, known: model });
  if (fitted === null) {
    name();
    return plain;
  }
  return {
    ...plain,
    thinking: { type: 'enabled', budget_tokens: fitted.budget },
    maxTokens: fitted.maxTokens,
    on: true,
  };
}

function offOf({ off }: ModelWays): { thinking?: WireThinking } {
  return off === null || off === 'omit' ? {} : { thinking: { type: off } };
}

/** The field that asks for thinking, or for none. */
function fieldOf({ reasoning, reasoning_effort: effort }: ChatCompletionRequest): string {
  if (reasoning?.max_tokens != null) return 'reasoning.max_tokens';
  return effort == null ? 'reasoning' : 'reasoning_effort';
}

const capOf = (request: ChatCompletionRequest): number | null =>
  request.max_completion_tokens ?? request.max_tokens ?? null;

const clamp = (budget: number, limits: ReasoningAbility | null): number =>
  Math.min(
    Math.max(budget, smallestBudget, limits?.budget_min ?? 0),
    Math.min(largestBudget, limits?.budget_max ?? largestBudget),
  );

type Room = {
  cap: number | null;
  byCaller: boolean;
  ways: ModelWays;
  known: { output_tokens: number | null };
};

/** A budget and a cap that holds it; `null` when the cap is too small to think at all. */
function fit(wanted: number, { cap, byCaller, ways, known }: Room) {
  if (cap !== null) {
    const share = Math.max(smallestBudget, Math.floor(cap * shareOfCap));
    const budget = byCaller ? wanted : Math.min(wanted, share);
    return budget < cap ? { budget, maxTokens: cap } : null;
  }
  const maxTokens =
    known.output_tokens === null ? Math.max(ways.outputTokens, wanted + leastAnswer) : ways.outputTokens;
  const budget = Math.min(wanted, maxTokens - leastAnswer);
  return budget >= smallestBudget ? { budget, maxTokens } : null;
}
