import type { RuleId } from '../generated/rules.gen.ts';

const held = [
  ...['R3', 'S1', 'S2', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9', 'S10', 'S11', 'S13', 'S14'],
  ...['U1', 'U2', 'U3'],
] as const;

/** The rules of Parley's that OpenAI's own document, or its clients, ask of every server as well. */
export const openaiRules: ReadonlySet<RuleId> = new Set(held);
