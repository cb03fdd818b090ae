// https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-extended-thinking.html

import type { AdapterCall } from '../adapter.ts';
import { waysOf } from '../anthropic/model-ways.ts';
import { writeThinking as writeClaudeThinking } from '../anthropic/thinking.ts';
import type { JsonObject } from '../json.ts';
import { effortOf } from '../reasoning-request.ts';
import { isClaude } from './claude.ts';
import type { WireMessage } from './wire.ts';

/** What reasoning asks of the maker's own fields, and of the output cap. */
export type Thinking = { on: boolean; fields: JsonObject; maxTokens: number | null };

type Obstacles = { messages: readonly WireMessage[]; forcesTool: boolean };

/** Claude's thinking is steered here as it is at Anthropic, and that of the other models by the field that OpenAI has for it. */
export function writeThinking(
  call: AdapterCall,
  { messages, forcesTool }: Obstacles,
  ignored: Set<string>,
): Thinking {
  const { request, model } = call;
  const cap = request.max_completion_tokens ?? request.max_tokens ?? null;
  if (!isClaude(model)) {
    const effort = effortOf(request);
    if (request.reasoning?.max_tokens != null) ignored.add('reasoning.max_tokens');
    if (request.effort) ignored.add('effort');
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

/** Whether tools are being answered in a turn that was not begun by thinking, or whose thinking is lost. */
function isUnthoughtTurn(messages: readonly WireMessage[]): boolean {
  if (!answersTools(messages.at(-1))) return false;
  const asked = messages.findLastIndex((message) => message.role === 'user' && !answersTools(message));
  const first = messages[asked + 1]?.content[0];
  return first === undefined || !('reasoningContent' in first);
}

const answersTools = (message: WireMessage | undefined): boolean =>
  message?.role === 'user' && message.content.some((block) => 'toolResult' in block);
