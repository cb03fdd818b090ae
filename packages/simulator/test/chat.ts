import OpenAI from 'openai';
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import type { Simulator } from '../src/index.ts';

export type Asked = Partial<ChatCompletionCreateParamsNonStreaming> & { content?: string };

/** The official OpenAI client, and a question to it whose answer has a choice and a usage. */
export function chatWith(simulator: Simulator) {
  const client = new OpenAI({ baseURL: simulator.url, apiKey: 'any', maxRetries: 0 });
  const ask = async ({ content = 'Why is the sky blue?', ...rest }: Asked = {}) => {
    const messages = [{ role: 'user' as const, content }];
    const answer = await client.chat.completions.create({ model: 'sim-large', messages, ...rest });
    const [choice] = answer.choices;
    if (choice === undefined) throw new Error('There is no choice.');
    const { usage } = answer;
    if (usage === undefined) throw new Error('There is no usage.');
    return { ...answer, usage, choice, text: choice.message.content ?? '' };
  };
  return { client, ask };
}

export const tool = (name: string, description = '') => ({
  type: 'function' as const,
  function: { name, description },
});

export function calledIn({ choice }: { choice: OpenAI.ChatCompletion.Choice }) {
  return choice.message.tool_calls?.map((call) => (call.type === 'function' ? call.function.name : '?'));
}
