import type { ChatChunk } from '@parley/types';
import { validateChatChunk, validateChatStreamError } from '../generated/validators.gen.js';
import { broken, type Problem } from '../problem.ts';
import { showValue } from '../show-value.ts';
import { isErrorEvent, validateChunk } from '../validate-chunk.ts';
import { type ChoiceState, checkDelta } from './choice.ts';
import { checkLastChunk } from './last-chunk.ts';
import { checkUsageRules } from './usage.ts';

export type StreamChecker = {
  /** The next event: its data parsed from JSON, or the text `[DONE]`; and its name, if it has one. */
  push(data: unknown, eventName?: string): Problem[];
  /** The connection is closed. */
  end(): Problem[];
};

// Shared by every event that is well, which is nearly all of them.
const none: Problem[] = [];
Object.freeze(none);

/**
 * Holds a stream to the contract, event by event: schemas, rules S1 to S14, and on the last chunk U1 to U9 and M1 to
 * M3, on an error with usage U1 to U9. Each call returns what is wrong at that point; the state it keeps grows with choices and tool calls only.
 */
export function streamChecker(): StreamChecker {
  const choices = new Map<number, ChoiceState>();
  let first: ChatChunk | null = null;
  let openChoices = 0;
  let phase: 'chunks' | 'last chunk' | 'done' | 'error' = 'chunks';
  let found: Problem[] = none;
  let position = 0;

  const report = (problem: Problem) => {
    if (found === none) found = [];
    found.push(problem);
  };
  const reportInChoice = (problem: Problem) =>
    report({ ...problem, param: `choices[${position}].${problem.param}` });

  const pushDone = () => {
    if (phase === 'chunks')
      report(broken('S8', null, '[DONE] comes without a last chunk of usage and metadata before it.'));
    phase = 'done';
  };

  const pushChunk = (chunk: ChatChunk) => {
    first ??= chunk;
    if (chunk.id !== first.id) report(changed('id', first.id, chunk.id));
    if (chunk.created !== first.created) report(changed('created', first.created, chunk.created));
    if (chunk.model !== first.model) report(changed('model', first.model, chunk.model));
    if (chunk.choices.length === 0) pushLast(chunk);
    else if (phase === 'last chunk')
      report(broken('S10', 'choices', 'A chunk stands between the last chunk and [DONE].'));
    else pushChoices(chunk);
  };

  const pushChoices = (chunk: ChatChunk) => {
    if (chunk.usage !== undefined) report(broken('S9', 'usage', 'A chunk before the last one holds usage.'));
    if (chunk.metadata !== undefined)
      report(broken('S9', 'metadata', 'A chunk before the last one holds metadata.'));
    position = 0;
    for (const choice of chunk.choices) {
      const state = choices.get(choice.index) ?? begin(choice.index);
      const wasFinished = state.finished;
      checkDelta(choice, state, reportInChoice);
      if (state.finished && !wasFinished) openChoices--;
      position++;
    }
  };

  const begin = (index: number): ChoiceState => {
    const state = { began: false, finished: false, toolCalls: null };
    choices.set(index, state);
    openChoices++;
    return state;
  };

  const pushLast = (chunk: ChatChunk) => {
    if (phase === 'last chunk') report(broken('S8', 'choices', 'A second chunk has empty choices.'));
    if (openChoices > 0)
      report(
        broken('S7', 'choices', `${openChoices} of the choices have no finish_reason at the last chunk.`),
      );
    phase = 'last chunk';
    for (const problem of checkLastChunk(chunk)) report(problem);
  };

  const pushEvent = (data: unknown) => {
    if (phase === 'done') {
      if (data === '[DONE]') report(broken('S10', null, '[DONE] comes twice.'));
      else report(broken('S11', null, 'An event comes after [DONE].'));
      return;
    }
    if (phase === 'error') {
      report(broken('S12', null, `${data === '[DONE]' ? '[DONE]' : 'An event'} comes after an error.`));
      return;
    }
    if (data === '[DONE]') return pushDone();
    const isError = isErrorEvent(data);
    if (isError) phase = 'error';
    if (!isError && validateChatChunk(data)) return pushChunk(data);
    const problem = validateChunk(data);
    if (problem) report({ ...problem, rule: 'S1' });
    else if (validateChatStreamError(data) && data.usage !== undefined)
      for (const wrong of checkUsageRules(data.usage, data.metadata)) report(wrong);
  };

  return {
    push(data, eventName) {
      found = none;
      if (eventName !== undefined && eventName !== '')
        report(broken('S1', null, `An event has the name ${showValue(eventName)}; events have none.`));
      pushEvent(data);
      return found;
    },
    end() {
      found = none;
      if (phase !== 'done' && phase !== 'error')
        report(broken('S13', null, 'The stream ends without [DONE] and without an error: it was cut.'));
      return found;
    },
  };
}

function changed(field: string, before: string | number, now: string | number): Problem {
  return broken(
    'S2',
    field,
    `${field} was ${showValue(before)} on the first chunk, and is ${showValue(now)} now.`,
  );
}
