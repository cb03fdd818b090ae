import type { PluginReport } from '@parley/types';
import type { HealedText, Method } from './heal-text.ts';

/** What was done to one choice's text: nothing, where it was JSON. */
export type ChoiceOutcome = { index: number; outcome: HealedText | null };

const order: Method[] = [
  'markdown_extraction',
  'mixed_content_extraction',
  'syntax_fix',
  'truncation_completion',
];

/** What was done to an answer, all choices together. `choices` is how many it has. */
export function reportHealing(outcomes: ChoiceOutcome[], choices: number): PluginReport {
  const done = new Set<Method>();
  const notes: string[] = [];
  for (const { index, outcome } of outcomes) {
    if (outcome?.healed) for (const method of outcome.methods) done.add(method);
    else if (outcome !== null) notes.push(choices > 1 ? `choices[${index}]: ${outcome.note}` : outcome.note);
  }
  return {
    applied: done.size > 0,
    methods: order.filter((method) => done.has(method)),
    ...(notes.length > 0 ? { note: notes.join(' ') } : {}),
  };
}
