// https://docs.cohere.com/docs/reasoning · https://docs.cohere.com/docs/tool-use-overview
import type { AssistantMessage, ReasoningEffort, ReasoningText } from '@parley/types';
import type { AdapterCall } from '../adapter.ts';
import { askedBudget, effortOf, levelOf } from '../reasoning-request.ts';
import type { WireThinking } from './wire.ts';

const format = 'cohere-chat-v2';
const plan = 'tool_plan';

/** A thought, or a plan of which tools to call: both are reasoning to us, and go back to where they came from. */
export type Thought = { kind: 'thinking' | 'tool_plan'; text: string };

export const detailOf = ({ kind, text }: Thought, index: number): ReasoningText => ({
  type: 'reasoning.text',
  text,
  ...(kind === 'tool_plan' ? { id: plan } : {}),
  format,
  index,
});

/**
 * The thoughts of an earlier answer, in their order. A client that sends only the text back says not which they were:
 * beside tool calls a model that doesn't think had a plan. `lost` are the fields that can't be taken back.
 */
export function thoughtsOf(
  message: AssistantMessage,
  { model }: AdapterCall,
): { thoughts: Thought[]; lost: (keyof AssistantMessage)[] } {
  const details = message.reasoning_details ?? [];
  const ours = details.flatMap((detail): Thought[] =>
    detail.format === format && detail.type === 'reasoning.text' && detail.text
      ? [{ kind: detail.id === plan ? 'tool_plan' : 'thinking', text: detail.text }]
      : [],
  );
  const lost: (keyof AssistantMessage)[] = ours.length < details.length ? ['reasoning_details'] : [];
  if (ours.length > 0) return { thoughts: ours, lost };
  const field = message.reasoning ? 'reasoning' : 'reasoning_content';
  const text = message[field];
  if (!text) return { thoughts: [], lost };
  if (model.reasoning !== null) return { thoughts: [{ kind: 'thinking', text }], lost };
  if (message.tool_calls?.length) return { thoughts: [{ kind: 'tool_plan', text }], lost };
  return { thoughts: [], lost: [...lost, field] };
}

// Shares of what may be generated: the thoughts count into it, and the answer needs its part.
const shares: Record<Exclude<ReasoningEffort, null | 'none'>, number> = {
  minimal: 0.1,
  low: 0.2,
  medium: 0.5,
  high: 0.8,
  xhigh: 0.95,
  max: 0.95,
};

/** `undefined` when there is nothing to say. */
export function writeThinking(call: AdapterCall): WireThinking | undefined {
  const { request, model } = call;
  const budget = askedBudget(call);
  if (budget !== null) return { type: 'enabled', token_budget: budget };
  const effort = effortOf(request);
  if (effort === null) return undefined;
  if (effort === 'none') return model.reasoning === null ? undefined : { type: 'disabled' };
  const cap = request.max_completion_tokens ?? request.max_tokens ?? model.output_tokens;
  const level = levelOf(call);
  if (cap === null || level === null || level === 'none' || model.reasoning?.budget !== true)
    return { type: 'enabled' };
  return { type: 'enabled', token_budget: Math.max(1, Math.floor(cap * shares[level])) };
}
