import type { ChatCompletion, ChatMessage, ToolCall } from '@parley/types';

/** What was said and answered, and what waits for an answer. A failed request leaves what it asked waiting. */
export type Conversation = {
  /** All of it, to be sent. */
  messages(): ChatMessage[];
  /** What was last asked: all of it but the answer at its end. */
  asked(): ChatMessage[];
  /** Something new of the user. It takes the place of what was said and never answered. */
  say(content: string): void;
  /** The results of the calls that the last answer made. */
  tell(results: { call: ToolCall; content: string }[]): void;
  /** What was asked has its answer, which is sent back as it came: reasoning keeps its signatures. */
  answered(completion: ChatCompletion): void;
  clear(): void;
};

export function createConversation(): Conversation {
  let settled: ChatMessage[] = [];
  let waiting: ChatMessage[] = [];
  return {
    messages: () => [...settled, ...waiting],
    asked: () => (waiting.length === 0 ? settled.slice(0, -1) : [...settled, ...waiting]),
    say(content) {
      waiting = [...waiting.filter(({ role }) => role === 'tool'), { role: 'user', content }];
    },
    tell(results) {
      waiting = results.map(({ call, content }) => ({ role: 'tool', tool_call_id: call.id, content }));
    },
    answered({ choices }) {
      const [first] = choices;
      settled = [...settled, ...waiting, ...(first === undefined ? [] : [first.message])];
      waiting = [];
    },
    clear() {
      settled = [];
      waiting = [];
    },
  };
}
