// https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-extended-thinking.html

import type { ChatCompletionRequest, ReasoningEffort } from '@parley/types';
import type { AdapterCall } from '../adapter.ts';
import { waysOf } from '../anthropic/model-ways.ts';
import { writeThinking as writeClaudeThinking } from '../anthropic/thinking.ts';
import type { JsonObject } from '../json.ts';
import { levelOf } from '../reasoning-request.ts';
import { isClaude, isNova } from './claude.ts';
import type { WireMessage } from './wire.ts';

/** What reasoning asks of the maker's own fields, and of the output cap. */
export type Thinking = {
  /** Whether it rules out samplers. */
  on: boolean;
  fields: JsonObject;
  maxTokens: number | null;
};

type Obstacles = { messages: readonly WireMessage[]; forcesTool: boolean };

/** Claude's thinking is steered here as it is at Anthropic, Nova's in its own way, and that of the others by OpenAI's field. */
export function writeThinking(
  call: AdapterCall,
  { messages, forcesTool }: Obstacles,
  ignored: Set<string>,
): Thinking {
  const { request, model } = call;
  const cap = request.max_completion_tokens ?? request.max_tokens ?? null;
  if (!isClaude(model)) {
    if (request.reasoning?.max_tokens != null) ignored.add('reasoning.max_tokens');
    if (request.effort) ignored.add('effort');
    // Not to reason is what a model without reasoning does anyway, and it refuses to be told so.
    const effort = model.abilities !== null && model.reasoning === null ? null : levelOf(call);
    if (isNova(model)) return writeNovaThinking(effort, request, ignored);
    return { on: false, fields: effort === null ? {} : { reasoning_effort: effort }, maxTokens: cap };
  }
  const obstacles = { forcesTool, unthoughtTurn: isUnthoughtTurn(messages) };
  const { thinking, effort, maxTokens, on } = writeClaudeThinking(call, waysOf(model), obstacles, ignored);
  return {
    on,
    fields: {
      ...(thinking === undefined ? {} : { thinking }),
      ...(effort === undefined ? {} : { output_config: { effort } }),
    },
    // Left out, it is the most that the model can; a budget needs one that holds it.
    maxTokens: thinking?.type === 'enabled' ? maxTokens : cap,
  };
}

// https://docs.aws.amazon.com/nova/latest/nova2-userguide/extended-thinking.html
function writeNovaThinking(
  effort: ReasoningEffort,
  { max_completion_tokens, max_tokens }: ChatCompletionRequest,
  ignored: Set<string>,
): Thinking {
  const maxTokens = max_completion_tokens ?? max_tokens ?? null;
  if (effort === null) return { on: false, fields: {}, maxTokens };
  if (effort === 'none') return { on: false, fields: { reasoningConfig: { type: 'disabled' } }, maxTokens };
  const fields = { reasoningConfig: { type: 'enabled', maxReasoningEffort: effort } };
  if (effort !== 'high') return { on: false, fields, maxTokens };
  // Then it takes no cap either.
  if (maxTokens !== null) ignored.add(max_completion_tokens == null ? 'max_tokens' : 'max_completion_tokens');
  return { on: true, fields, maxTokens: null };
}

/** Whether tools are being answered in a turn that was not begun by thinking, or whose thinking is lost. */
function isUnthoughtTurn(messages: readonly WireMessage[]): boolean {
  if (!answersTools(messages.at(-1))) return false;
  const asked = messages.findLastIndex((message) => message.role === 'user' && !answersTools(message));
  const first = messages[asked + 1]?.content[0];
  return first === undefined || !('reasoningContent' in first);
}

const answersTools = (message: WireMessage | undefined): boolean =>
  message?.role === 'user' && message.content.some((block) => 'toolResult' in block);
