import { showAnswer } from '../expect/show.ts';
import type { Answer } from '../http/answer.ts';
import type { Target } from '../options.ts';
import { CannotRun } from './cannot-run.ts';
import { createContext } from './create-context.ts';

export const greeting = [{ role: 'user', content: 'Hello!' }];

/** Asks the simplest question. Rejects with `CannotRun` when it has no answer, and says what to look at. */
export async function askOnce(target: Target): Promise<Answer> {
  const { context } = createContext(target);
  const answer = await context.chat({ messages: greeting });
  if (answer.status === 200) return answer;
  throw new CannotRun(`${adviceOn(answer.status, target)} The answer: ${showAnswer(answer)}`);
}

/** Whether there is nobody any more to ask. */
export async function isGone(target: Target): Promise<boolean> {
  const { context } = createContext(target);
  return (await context.chat({ messages: greeting })).ended === 'none';
}

function adviceOn(status: number, { baseUrl, model }: Target): string {
  if (status === 0) return `Nothing answers at ${baseUrl}. Is the gateway running there?`;
  if (status === 401 || status === 403) return 'The gateway does not take the key: look at --key.';
  if (status === 404)
    return `The gateway knows no /chat/completions under ${baseUrl}, or no model "${model}".`;
  return `The gateway at ${baseUrl} could not answer "Hello!" with the model "${model}".`;
}
