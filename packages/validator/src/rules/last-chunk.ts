import type { ChatChunk } from '@parley/types';
import { broken, type Problem } from '../problem.ts';
import { checkMetadataRules } from './metadata.ts';
import { checkUsageRules } from './usage.ts';

/** What the last chunk must hold (S8), and what it holds (U1 to U9, M1 to M3). */
export function checkLastChunk({ model, usage, metadata }: ChatChunk): Problem[] {
  const problems: Problem[] = [];
  if (usage === undefined) problems.push(lacks('usage'));
  else problems.push(...checkUsageRules(usage, metadata));
  if (metadata === undefined) problems.push(lacks('metadata'));
  else problems.push(...checkMetadataRules(model, metadata));
  return problems;
}

function lacks(field: string): Problem {
  return { ...broken('S8', field, `A chunk with empty choices has no ${field}.`), kind: 'missing' };
}
