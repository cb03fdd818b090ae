import type { ToolCall } from '@parley/types';
import { element } from './element.ts';
import { exampleTool, runExample } from './example-tools.ts';

export type ToolResult = { call: ToolCall; content: string };

/** What the tools of this page answer; `null` where one of the calls is of a tool that isn't here. */
export function ownResults(calls: readonly ToolCall[]): ToolResult[] | null {
  const results = calls.flatMap((call): ToolResult[] => {
    const example = exampleTool(call.function.name);
    return example === undefined ? [] : [{ call, content: runExample(example, call.function.arguments) }];
  });
  return results.length === calls.length ? results : null;
}

/** A form for what the tools answer, filled in where a tool of this page can. */
export function askForResults(
  calls: readonly ToolCall[],
  onSend: (results: ToolResult[]) => void,
): HTMLFormElement {
  const fields = calls.map((call) => {
    const example = exampleTool(call.function.name);
    const field = element('textarea', { rows: 2, required: true, spellcheck: 'false' });
    field.value = example === undefined ? '' : runExample(example, call.function.arguments);
    return { call, field };
  });
  const form = element(
    'form',
    { class: 'results', 'aria-label': 'Results of the tools' },
    ...fields.map(({ call, field }) =>
      element('label', {}, element('span', {}, `${call.function.name} answers`), field),
    ),
    element(
      'button',
      { type: 'submit', class: 'first' },
      calls.length === 1 ? 'Send the result' : 'Send the results',
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    onSend(fields.map(({ call, field }) => ({ call, content: field.value })));
  });
  return form;
}
