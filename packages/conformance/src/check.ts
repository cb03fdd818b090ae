import type { Area } from './areas.ts';
import type { Context } from './context.ts';
import type { Finding } from './finding.ts';

/**
 * `openai`: OpenAI's document, or its clients, ask it of every server. `parley`: the Parley contract asks it besides.
 */
export type Contract = 'openai' | 'parley';

export type Severity = 'must' | 'should' | 'may';

/**
 * What a check can't do without. It is skipped, with the reason, where that is missing.
 *
 * `simulator`: answers come from @parley/simulator, so they are the same each time and `fault-…` models exist.
 * `upstream`: besides, this run owns that simulator, and `context.forwarded()` shows what the gateway sent it.
 * `admin`: the key may make other keys (`POST /v1/keys`).
 * The others are abilities: `context.modelFor('reasoning')` is then a model that has it.
 */
export type Need = 'simulator' | 'upstream' | 'admin' | Ability;

export type Ability = 'reasoning' | 'vision' | 'audio' | 'files' | 'search' | 'images';

/**
 * One sentence about behaviour, and the function that finds out whether it holds.
 *
 * To write one, add it to the list in `checks/<area>.ts`, or make it from a row of a table there:
 *
 * ```ts
 * {
 *   id: 'C-03',
 *   area: 'core',
 *   title: 'An answer that reached max_tokens says finish_reason length.',
 *   severity: 'must',
 *   contract: 'openai',
 *   source: 'ChatChoice.finish_reason',
 *   async run({ chat, say }) {
 *     const answer = await chat({ messages: say('Write 200 words.'), max_tokens: 5 });
 *     return answered(answer) ?? equal(answer.json, ['choices', 0, 'finish_reason'], 'length');
 *   },
 * }
 * ```
 *
 * - The id is the letter of its area and a number, and stays for ever: baselines name it. A check that goes leaves a gap.
 * - The title says what a good gateway does, in one sentence that can be read without the code.
 * - `source` says who asks for it: a rule (`S3`), a schema, an operation, the issue of a gateway (`LiteLLM #33678`).
 * - `run` gives null when all is well, `mismatch(expected, found)`, or `skip(reason)`; `??` strings findings together.
 *   It never throws for what a gateway does: an answer that didn't come has status 0, and says why.
 * - Every exchange through the context is recorded by itself, with the keys taken out, and shown when the check fails.
 * - Checks run side by side: count nothing that another one may change. `say(text)` marks a conversation as this
 *   check's own, and `forwarded()` finds it again at the upstream.
 */
export type Check = {
  id: string;
  area: Area;
  title: string;
  severity: Severity;
  /** The narrowest contract that asks for it: a check of `openai` is also one of `parley`. */
  contract: Contract;
  source: string;
  needs?: readonly Need[];
  /** It leaves the gateway with a low opinion of its provider for a while: run alone, after all others. */
  last?: boolean;
  run(context: Context): Promise<Finding | null>;
};
