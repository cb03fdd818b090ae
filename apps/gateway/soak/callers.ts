import { type Answer, ask, connections } from './caller.ts';

export type Target = { url: string; key: string };

export type Callers = {
  /** What came so far. */
  answers: readonly Answer[];
  /** No more is asked, and what was asked is waited for. */
  stop(): Promise<void>;
};

export type CallersOptions = {
  count: number;
  /** Of each request, by its number. */
  target: (number: number) => Target;
  /** Begins the ids of all requests. */
  prefix: string;
  answered?: (answer: Answer, number: number) => void;
};

/** Callers who ask on and on, each one thing at a time, by turns for a stream and for a whole answer. */
export function startCallers({ count, target, prefix, answered }: CallersOptions): Callers {
  const answers: Answer[] = [];
  const agent = connections();
  let asked = 0;
  let isOver = false;
  const running = Array.from({ length: count }, async () => {
    while (!isOver) {
      const number = asked++;
      const answer = await ask({
        ...target(number),
        ...{ id: `${prefix}${number}`, isStreamed: Math.floor(number / 2) % 2 === 0, agent },
      });
      answers.push(answer);
      answered?.(answer, number);
    }
  });
  return {
    answers,
    async stop() {
      isOver = true;
      await Promise.all(running);
      agent.destroy();
    },
  };
}
