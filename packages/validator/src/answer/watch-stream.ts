import { contractViolation } from '../error-body.ts';
import type { Problem } from '../problem.ts';
import type { StreamChecker } from '../rules/stream.ts';
import { cutEvents, joinBytes } from './cut-events.ts';
import { parseEvent } from './parse-event.ts';

/** Looks at a stream's bytes as they pass. What its functions return is to be sent in their place. */
export type StreamWatch = {
  push(bytes: Uint8Array): Uint8Array;
  end(): Uint8Array;
  /** The reader is gone. What does not come any more is not missed. */
  abandon(): void;
  /** Nothing is to be sent any more, and nothing read. */
  over(): boolean;
};

const nothing = new Uint8Array();
const lastWord = new TextEncoder().encode(
  `data: ${JSON.stringify({ ...contractViolation, choices: [{ index: 0, delta: {}, finish_reason: 'error' }] })}\n\n`,
);

/**
 * Holds a stream to its contract while it passes. Bytes pass at once and unchanged. With `enforce` they pass an event
 * at a time, and in place of the first event that breaks the contract goes an error, which is the last.
 */
export function watchStream(
  checker: StreamChecker,
  report: (problem: Problem) => void,
  enforce: boolean,
): StreamWatch {
  const events = cutEvents();
  let isOver = false;

  const isWrong = (problems: Problem[]): boolean => {
    for (const problem of problems) report(problem);
    return problems.length > 0;
  };

  return {
    over: () => isOver,
    abandon: () => {
      isOver = true;
    },
    push(bytes) {
      const passed: Uint8Array[] = [];
      for (const piece of events.push(bytes)) {
        const event = parseEvent(piece);
        const wrong = event !== null && isWrong(checker.push(event.data, event.name));
        if (wrong && enforce) {
          isOver = true;
          return joinBytes([...passed, lastWord]);
        }
        passed.push(piece);
      }
      return enforce ? joinBytes(passed) : bytes;
    },
    end() {
      if (isOver) return nothing;
      isOver = true;
      const wrong = isWrong(checker.end());
      if (!enforce) return nothing;
      return wrong ? lastWord : events.rest();
    },
  };
}
