import type { RuleId } from './generated/rules.gen.ts';

/**
 * What is wrong with a body, a parameter or a stream.
 *
 * `param` is where, as OpenAI writes it (`messages[0].content[1].image_url.url`), or null for the whole;
 * `message` is one sentence for people; `rule` is set when a rule of `rules.yaml` is broken, and null for the schema.
 */
export type Problem = {
  param: string | null;
  message: string;
  kind: 'missing' | 'invalid' | 'conflict' | 'unsupported';
  rule: RuleId | null;
};

/** A broken rule. Its kind is "invalid", as nearly always. */
export function broken(rule: RuleId, param: string | null, message: string): Problem {
  return { param, message, kind: 'invalid', rule };
}
