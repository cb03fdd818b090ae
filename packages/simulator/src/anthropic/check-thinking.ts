import { isArray, isObject, type JsonObject } from '../json.ts';
import type { Failure } from '../server/wire.ts';
import { first } from '../shape.ts';
import { isSignatureOf } from '../signature.ts';
import { refusal } from './errors.ts';

/** What thinking rules out, and whether thinking that comes back is as it went out. */
export function checkThinking(body: JsonObject): Failure | null {
  const messages = (isArray(body.messages) ? body.messages : []).filter(isObject);
  return first([
    () => checkSettings(body),
    ...messages.map((message, index) => () => checkSignatures(message, index)),
    () => checkToolTurn(body, messages),
  ]);
}

function checkSettings(body: JsonObject): Failure | null {
  const thinking = isObject(body.thinking) ? body.thinking : {};
  if (thinking.type !== 'enabled' && thinking.type !== 'adaptive') return null;
  if (Number(thinking.budget_tokens ?? 0) >= Number(body.max_tokens))
    return refusal('`max_tokens` must be greater than `thinking.budget_tokens`.');
  if (body.temperature !== undefined && body.temperature !== 1)
    return refusal('`temperature` may only be set to 1 when thinking is enabled.');
  if (body.top_k !== undefined) return refusal('`top_k` must be unset when thinking is enabled.');
  if (body.top_p !== undefined && Number(body.top_p) < 0.95)
    return refusal('`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled.');
  const choice = isObject(body.tool_choice) ? body.tool_choice.type : undefined;
  if (choice === 'any' || choice === 'tool')
    return refusal('Thinking may not be enabled when tool_choice forces tool use.');
  return null;
}

function checkSignatures(message: JsonObject, index: number): Failure | null {
  const blocks = (isArray(message.content) ? message.content : []).filter(isObject);
  const wrong = blocks.findIndex(
    (block) =>
      block.type === 'redacted_thinking' ||
      (block.type === 'thinking' && !isSignatureOf(`thinking/${block.thinking}`, block.signature)),
  );
  if (wrong < 0) return null;
  const [member, kind] =
    blocks[wrong]?.type === 'thinking' ? ['signature', 'thinking'] : ['data', 'redacted_thinking'];
  return refusal(`messages.${index}.content.${wrong}: Invalid \`${member}\` in \`${kind}\` block`);
}

/** Within a turn of tools what was thought before the first call must come back; adaptive thinking doesn't insist. */
function checkToolTurn({ thinking }: JsonObject, messages: readonly JsonObject[]): Failure | null {
  if (!isObject(thinking) || thinking.type !== 'enabled' || !answersTools(messages.at(-1))) return null;
  const begun = messages.findLastIndex((message) => message.role === 'user' && !answersTools(message)) + 1;
  const turn = messages[begun];
  const [block] = isArray(turn?.content) ? turn.content : [];
  const type = isObject(block) ? block.type : 'text';
  if (type === 'thinking') return null;
  return refusal(
    `messages.${begun}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${type}\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block, before its \`tool_use\` blocks.`,
  );
}

function answersTools(message: JsonObject | undefined): boolean {
  return (
    message?.role === 'user' &&
    isArray(message.content) &&
    message.content.some((block) => isObject(block) && block.type === 'tool_result')
  );
}
