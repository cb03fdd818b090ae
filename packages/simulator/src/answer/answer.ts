import type { Piece } from '../tokenizer.ts';

export type ToolCall = {
  /** Null when a fault leaves it out. */
  index: number | null;
  id: string;
  name: string;
  nameTokens: number;
  arguments: readonly Piece[];
};

/** Start and end are offsets into the choice's text. */
export type Citation = { start: number; end: number; url: string; title: string };

export type Image = { url: string; tokens: number };

export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter';

export type Choice = {
  reasoning: readonly Piece[];
  /** Null when the model says nothing, as with tool calls. */
  text: readonly Piece[] | null;
  toolCalls: readonly ToolCall[];
  citations: readonly Citation[];
  images: readonly Image[];
  /** Null when a fault leaves it out. */
  finish: FinishReason | null;
  /** The stop string that ended it, which is not in the text. */
  stoppedBy: string | null;
};

export type Usage = {
  promptTokens: number;
  cachedTokens: number;
  cacheWriteTokens: number;
  /** Reasoning included. */
  completionTokens: number;
  reasoningTokens: number;
};

/** The plan of an answer: all that the model says, and nothing about how a wire says it. */
export type Answer = {
  model: string;
  /** 32 hex digits. */
  id: string;
  /** Unix seconds. */
  createdAt: number;
  choices: readonly Choice[];
  /** A fault: the prompt itself was refused, so there is no choice. */
  blocked: boolean;
  /** Null when a fault leaves it out. */
  usage: Usage | null;
};
