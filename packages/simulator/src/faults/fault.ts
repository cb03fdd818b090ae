import type { Answer } from '../answer/answer.ts';
import type { Reply } from '../server/reply.ts';
import type { Wire } from '../server/wire.ts';

/** Something that goes wrong on request. It acts at one of three places. */
export type Fault = {
  name: string;
  /** The number that may follow the name. */
  value: { means: string; usual: number } | null;
  /** What the caller of the simulator sees, in one sentence. */
  caller: string;
  /** Instead of an answer; null to answer after all. `seen` counts earlier requests of the same session. */
  instead?: (value: number, wire: Wire, seen: number) => Reply | null;
  /** The answer itself, before a wire puts it into words. */
  alter?: (answer: Answer) => Answer;
  /** The bytes and their timing. */
  spoil?: (reply: Reply, value: number, wire: Wire) => Reply;
};

export type ChosenFault = { fault: Fault; value: number };
