import type { ChatChunk, ChatCompletion, ChatMetadata, Usage } from '@parley/types';
import { sseDone, sseEvent } from '../sse/write.ts';

/** A whole answer, or the chunks of a stream, the last of which tells usage and metadata. */
export type AnswerParts = (ChatCompletion | ChatChunk)[];

export type ReadAnswer = { parts: AnswerParts; usage: Usage; metadata: ChatMetadata };

const eventStart = 'data: ';

/** What a complete answer says that was kept as it was sent; `null`: it is none. */
export function readAnswer(text: string): ReadAnswer | null {
  const parts = partsOf(text);
  const last = parts.at(-1);
  if (last?.usage === undefined || last.metadata === undefined) return null;
  return { parts, usage: last.usage, metadata: last.metadata };
}

// A gateway wrote it, and held it to the contract.
function partsOf(text: string): AnswerParts {
  if (!text.startsWith(eventStart)) return [JSON.parse(text)];
  return text
    .split('\n\n')
    .filter((event) => event.startsWith(`${eventStart}{`))
    .map((event) => JSON.parse(event.slice(eventStart.length)));
}

/** The same as it is sent. */
export const writeAnswer = ({ parts }: Pick<ReadAnswer, 'parts'>): string =>
  parts[0]?.object === 'chat.completion' ? JSON.stringify(parts[0]) : parts.map(sseEvent).join('') + sseDone;

/** Whether an answer came to its own end in all its choices: nothing cut it, and nothing was held back. */
export function isWhole({ parts }: Pick<ReadAnswer, 'parts'>): boolean {
  const reasons = parts.flatMap(({ choices }) => choices.flatMap(({ finish_reason }) => finish_reason ?? []));
  return reasons.length > 0 && reasons.every((reason) => reason === 'stop' || reason === 'tool_calls');
}
