import { lastUserText, type Question, type Tool } from './question.ts';

const MOST_CALLS = 3;

/**
 * The tools to call, in order; empty when the model answers in words instead.
 *
 * `auto` calls the tool whose name and description share the most words with the user's message (the first
 * of equals), unless the last message is no user's or says "no tools" or "without tools". When it says
 * "parallel", "each" or "both", each tool is called, three at most; an only tool is called twice;
 * unless the request or the model has no parallel calls.
 */
export function chooseTools(question: Question): readonly Tool[] {
  const { tools, toolChoice } = question;
  if (toolChoice.kind === 'none') return [];
  if (toolChoice.kind === 'named') return tools.filter((tool) => tool.name === toolChoice.name);

  const text = lastUserText(question).toLowerCase();
  const asked = question.turns.at(-1)?.role === 'user' && !/\b(?:no|without) tools?\b/.test(text);
  if (toolChoice.kind === 'auto' && !asked) return [];

  const [first, second] = [...tools].sort((a, b) => sharedWords(b, text) - sharedWords(a, text));
  if (first === undefined) return [];
  const parallel = question.parallelToolCalls && question.model.abilities.includes('parallel_tools');
  if (!parallel || !/\b(?:parallel|each|both)\b/.test(text)) return [first];
  return second === undefined ? [first, first] : tools.slice(0, MOST_CALLS);
}

function sharedWords(tool: Tool, text: string): number {
  const said = new Set(text.match(/[\p{L}\d]{3,}/gu));
  const words = new Set(`${tool.name} ${tool.description}`.toLowerCase().match(/[\p{L}\d]{3,}/gu));
  return [...words].filter((word) => said.has(word)).length;
}
