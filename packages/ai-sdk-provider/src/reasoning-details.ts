import type { ReasoningDetail } from '@parley/types';

/** Joins a piece of a stream to what it continues: a signature closes a text, and what is encrypted is never joined. */
export function appendReasoningDetail(details: ReasoningDetail[], piece: ReasoningDetail): void {
  const last = details.at(-1);
  const continues = (last?.index ?? null) === (piece.index ?? null);
  if (continues && last?.type === 'reasoning.text' && piece.type === 'reasoning.text' && !last.signature) {
    Object.assign(last, known(piece), { text: join(last.text, piece.text) });
  } else if (continues && last?.type === 'reasoning.summary' && piece.type === 'reasoning.summary') {
    Object.assign(last, known(piece), { summary: join(last.summary, piece.summary) });
  } else {
    details.push({ ...piece });
  }
}

function known(piece: ReasoningDetail): object {
  return Object.fromEntries(Object.entries(piece).filter(([, value]) => value !== null));
}

function join(before: string | null, added: string | null): string | null {
  return before === null ? added : before + (added ?? '');
}
