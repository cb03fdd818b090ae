import { at } from '../at.ts';
import type { Context } from '../context.ts';
import type { Answer } from '../http/answer.ts';

export const question = 'What is 17 * 3?';
export const details = ['usage', 'completion_tokens_details', 'reasoning_tokens'];

/** Asks the model that reasons. */
export const askReasoner = ({ chat, modelFor, say }: Context, fields: object): Promise<Answer> =>
  chat({ model: modelFor('reasoning'), messages: say(question), ...fields });

export const reasoningTokens = (answer: Answer): number => {
  const count = at(answer.json, ...details);
  return typeof count === 'number' ? count : Number.NaN;
};
