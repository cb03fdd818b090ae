import { isObject, type JsonObject } from '../json.ts';
import type { Failure } from '../server/wire.ts';
import { first } from '../shape.ts';
import { contentsOf, partsIn } from './body-parts.ts';
import { refusal } from './errors.ts';

/** The order of turns: each call of a function is answered, by name, in the next one. */
export function checkConversation(body: JsonObject): Failure | null {
  const contents = contentsOf(body);
  return first([
    ...contents.map((content, index) => () => checkTurn(content, contents[index - 1])),
    () =>
      namesIn(contents.at(-1), 'functionCall').length > 0
        ? refusal('Please ensure that function call turn is followed by a function response turn.')
        : null,
  ]);
}

function namesIn(content: JsonObject | undefined, kind: 'functionCall' | 'functionResponse'): string[] {
  const found = partsIn(content).map((part) => part[kind]);
  return found.filter(isObject).map(({ name }) => String(name));
}

function checkTurn(content: JsonObject, previous: JsonObject | undefined): Failure | null {
  const calls = namesIn(content, 'functionCall');
  const answers = namesIn(content, 'functionResponse');
  const called = namesIn(previous, 'functionCall');
  if (calls.length > 0 && content.role !== 'model')
    return refusal('Please ensure that function calls are made by the role model.');
  if (calls.length > 0 && (previous === undefined || previous.role === 'model'))
    return refusal(
      'Please ensure that function call turn comes immediately after a user turn or after a function response turn.',
    );
  if (answers.length > 0 && (called.length === 0 || content.role === 'model'))
    return refusal('Please ensure that function response turn comes immediately after a function call turn.');
  if (answers.length !== called.length)
    return refusal(
      'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.',
    );
  const stray = answers.find(
    (name) => answers.filter((one) => one === name).length !== called.filter((one) => one === name).length,
  );
  return stray === undefined
    ? null
    : refusal(
        `Please ensure that each function response has the name of its call: "${stray}" was not called.`,
      );
}
