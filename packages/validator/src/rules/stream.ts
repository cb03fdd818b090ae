import type { ChunkChoice, ToolCallDelta } from '@parley/types';
import type { RuleId } from '../generated/rules.gen.ts';
import { isErrorEvent } from '../is-error-event.ts';
import { broken, type Problem } from '../problem.ts';
import { showValue } from '../show-value.ts';
import type { Validator } from '../validator.ts';
import { type ChoiceState, checkDelta } from './choice.ts';

export type StreamChecker = {
  /** The next event: its data parsed from JSON, or the text `[DONE]`; and its name, if it has one. */
  push(data: unknown, eventName?: string): Problem[];
  /** The connection is closed. */
  end(): Problem[];
};

/** What the grammar reads of a chunk. */
export type StreamChunk = {
  id: string;
  created: number;
  model: string;
  choices: ChunkChoice[];
  usage?: object | null;
  metadata?: object;
};

/** What one contract asks of a stream and another doesn't. */
export type StreamProfile<Chunk extends StreamChunk> = {
  /** Whether an event is a chunk; what is wrong with one that is not, or with an error. */
  isChunk: Validator<Chunk>;
  validateChunk(data: unknown): Problem | null;
  isLastChunk(chunk: Chunk): boolean;
  checkLastChunk(chunk: Chunk): Problem[];
  /** The rules of an error that fits its schema. */
  checkError(data: unknown): Problem[];
  /** The problem of a piece of a tool call, given the first pieces of those that have begun in its choice. */
  checkToolCall(piece: ToolCallDelta, begun: ReadonlyMap<number, ToolCallDelta>): Problem | null;
  /** Whether a rule is one of this contract's. What breaks another is not told. */
  holds(rule: RuleId): boolean;
};

// Shared by every event that is well, which is nearly all of them.
const none: Problem[] = [];
Object.freeze(none);

/** Holds a stream to a contract, event by event. */
export function checkStream<Chunk extends StreamChunk>(profile: StreamProfile<Chunk>): StreamChecker {
  const choices = new Map<number, ChoiceState>();
  let first: Chunk | null = null;
  let openChoices = 0;
  let phase: 'chunks' | 'last chunk' | 'done' | 'error' = 'chunks';
  let found: Problem[] = none;
  let position = 0;

  const report = (problem: Problem) => {
    if (problem.rule !== null && !profile.holds(problem.rule)) return;
    if (found === none) found = [];
    found.push(problem);
  };
  const reportInChoice = (problem: Problem) =>
    report({ ...problem, param: `choices[${position}].${problem.param}` });

  const pushDone = () => {
    if (phase === 'chunks') {
      report(broken('S8', null, '[DONE] comes without a last chunk before it.'));
      finishChoices('[DONE]');
    }
    phase = 'done';
  };

  const pushChunk = (chunk: Chunk) => {
    first ??= chunk;
    if (chunk.id !== first.id) report(changed('id', first.id, chunk.id));
    if (chunk.created !== first.created) report(changed('created', first.created, chunk.created));
    if (chunk.model !== first.model) report(changed('model', first.model, chunk.model));
    if (profile.isLastChunk(chunk)) pushLast(chunk);
    else if (phase === 'last chunk')
      report(broken('S10', 'choices', 'A chunk stands between the last chunk and [DONE].'));
    else pushChoices(chunk);
  };

  const pushChoices = (chunk: Chunk) => {
    if (chunk.usage != null) report(broken('S9', 'usage', 'A chunk before the last one holds usage.'));
    if (chunk.metadata !== undefined)
      report(broken('S9', 'metadata', 'A chunk before the last one holds metadata.'));
    position = 0;
    for (const choice of chunk.choices) {
      const state = choices.get(choice.index) ?? begin(choice.index);
      const wasFinished = state.finished;
      checkDelta(choice, state, profile.checkToolCall, reportInChoice);
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

  const pushLast = (chunk: Chunk) => {
    if (phase === 'last chunk') report(broken('S8', 'choices', 'A second chunk has empty choices.'));
    finishChoices('the last chunk');
    phase = 'last chunk';
    for (const problem of profile.checkLastChunk(chunk)) report(problem);
  };

  const finishChoices = (where: string) => {
    if (openChoices > 0)
      report(broken('S7', 'choices', `${openChoices} of the choices have no finish_reason at ${where}.`));
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
    if (!isError && profile.isChunk(data)) return pushChunk(data);
    const problem = profile.validateChunk(data);
    if (problem) report({ ...problem, rule: 'S1' });
    else for (const wrong of profile.checkError(data)) report(wrong);
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
