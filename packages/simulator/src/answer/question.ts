import type { SimulatorModel } from '../models.ts';

export const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;
export type Effort = (typeof efforts)[number];

export type Turn = {
  role: 'system' | 'user' | 'assistant' | 'tool';
  text: string;
  /** Images, audio and files in it. */
  attachments: number;
};

export type Tool = { name: string; description: string; parameters: unknown };

export type ToolChoice =
  | { kind: 'auto' }
  | { kind: 'none' }
  | { kind: 'required' }
  | { kind: 'named'; name: string };

export type Form = { kind: 'text' } | { kind: 'json' } | { kind: 'schema'; schema: unknown };

/** What a wire understood from a request: all that an answer depends on, in no wire's words. */
export type Question = {
  model: SimulatorModel;
  /** Tells requests apart: the answer's id and time come from it. */
  requestKey: string;
  /** Tells contents apart: equal whenever only limits or the way of delivery differ. */
  contentKey: string;
  turns: readonly Turn[];
  promptTokens: number;
  /** Of the prompt: those read from a cache, and those written to one. */
  cachedTokens: number;
  cacheWriteTokens: number;
  /** Null: up to the model's own limit. */
  maxTokens: number | null;
  stop: readonly string[];
  choices: number;
  form: Form;
  tools: readonly Tool[];
  toolChoice: ToolChoice;
  parallelToolCalls: boolean;
  effort: Effort;
  /** Whether it looks things up and cites them, and whether it draws. */
  searches: boolean;
  draws: boolean;
};

export function lastUserText(question: Question): string {
  return question.turns.findLast((turn) => turn.role === 'user')?.text ?? '';
}
