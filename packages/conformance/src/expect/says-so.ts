import { at } from '../at.ts';
import type { Contract } from '../check.ts';
import { type Finding, mismatch } from '../finding.ts';
import type { Answer } from '../http/answer.ts';
import { assemble } from './assemble.ts';
import { keepsGrammar } from './keeps-grammar.ts';
import { isError } from './refused.ts';
import { show, showAnswer } from './show.ts';

/**
 * A stream that broke doesn't look whole: it ends in an error event with this code and without `[DONE]`, or was refused
 * before it began. Under OpenAI's contract a connection that breaks says as much, and any code will do.
 */
export function saysSo(answer: Answer, { contract }: { contract: Contract }, code: string): Finding | null {
  if (answer.status >= 400) return isError(contract, answer);
  if (contract === 'openai' && (answer.ended === 'cut' || answer.ended === 'none')) return null;
  const expected = 'an error event and no [DONE]';
  if (answer.ended !== 'whole') return mismatch(expected, showAnswer(answer));
  const last = answer.events.at(-1);
  if (answer.events.some(({ text }) => text === '[DONE]')) return mismatch(expected, ending(answer));
  if (at(last?.data, 'error') === undefined) return mismatch(expected, ending(answer));
  if (contract === 'openai') return looksFinished(answer);
  const found = at(last?.data, 'error', 'code');
  if (found !== code) return mismatch(`error.code ${show(code)}`, `error.code ${show(found)}`);
  return looksFinished(answer) ?? keepsGrammar(contract, answer, {});
}

function looksFinished(answer: Answer): Finding | null {
  const finished = assemble(answer).find(({ finish }) => finish !== null && finish !== 'error');
  if (finished === undefined) return null;
  return mismatch('no finish_reason of an answer that is whole', `finish_reason ${show(finished.finish)}`);
}

function ending({ events }: Answer): string {
  const last = events.slice(-2).map(({ text }) => text);
  return last.length === 0 ? 'a stream without an event' : `the end ${last.join(' | ')}`;
}
