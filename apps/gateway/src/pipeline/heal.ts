import type { ChatCompletionRequest, PluginReport } from '@parley/types';
import { jsonrepair } from 'jsonrepair';
import type { ProviderAnswer } from '../providers/adapter.ts';
import { parseJson } from '../providers/json.ts';

export type Healed = { answer: ProviderAnswer; plugins: Record<string, PluginReport> };

const largestCharacters = 1_000_000;

/** Whether the caller asked for broken JSON to be mended. */
const wantsHealing = ({ plugins }: ChatCompletionRequest): boolean =>
  plugins?.some(({ id, enabled }) => id === 'response-healing' && enabled !== false) ?? false;

/** Mends broken JSON where JSON was asked for, and reports what it did. Valid JSON is never touched. */
export function heal(answer: ProviderAnswer, request: ChatCompletionRequest): Healed {
  if (!wantsHealing(request)) return { answer, plugins: {} };
  const format = request.response_format;
  if (format?.type !== 'json_object' && format?.type !== 'json_schema') {
    return report(answer, { applied: false, note: 'No JSON was asked for.' });
  }
  const wanted = format.type === 'json_schema' && format.json_schema.schema?.['type'] === 'array' ? '[' : '{';
  const methods = new Set<string>();
  let failed = 0;
  const choices = answer.choices.map((choice) => {
    const { content } = choice.message;
    if (content === null || parseJson(content) !== undefined) return choice;
    const mended = mend(content, wanted);
    if (mended === null) failed++;
    else methods.add(mended.method);
    return mended === null ? choice : { ...choice, message: { ...choice.message, content: mended.text } };
  });
  const applied = methods.size > 0;
  return report(
    { ...answer, choices },
    {
      applied,
      ...(applied ? { method: [...methods].join(', ') } : {}),
      ...(failed === 0 ? {} : { note: 'The answer is no JSON, and could not be made into it.' }),
    },
  );
}

/** A stream is passed on as it comes, and the caller is told so. */
export const leaveUnhealed = (request: ChatCompletionRequest): Healed['plugins'] =>
  wantsHealing(request)
    ? { 'response-healing': { applied: false, note: 'A stream is passed on as it comes.' } }
    : {};

const report = (answer: ProviderAnswer, plugin: PluginReport): Healed => ({
  answer,
  plugins: { 'response-healing': plugin },
});

type Mended = { text: string; method: 'extraction' | 'jsonrepair' };

const fence = /```(?:json)?\s([\s\S]*?)(?:```|$)/i;
// A bracket that something of JSON follows, be it written as in JavaScript or Python. In prose there are others.
const opening = /[{[](?=\s*(?:["'{}[\]\d-]|[\w$]+\s*:|true\b|false\b|null\b))/g;
const mostOpenings = 20;

/** The JSON in a text, where there is some: as it stands between other words, else what jsonrepair makes of it. */
function mend(content: string, wanted: '{' | '['): Mended | null {
  if (content.length > largestCharacters) return null;
  const texts = [fence.exec(content)?.[1], content].filter((text) => text !== undefined);
  for (const text of texts) {
    const pieces = [...text.matchAll(opening)]
      .filter(([bracket]) => bracket === wanted)
      .slice(0, mostOpenings)
      .map(({ index }) => text.slice(index, endOf(text, index)));
    const whole = pieces.find((piece) => parseJson(piece) !== undefined);
    if (whole !== undefined) return { text: whole, method: 'extraction' };
    const [first] = pieces;
    const repaired = first === undefined ? null : repair(first);
    if (repaired?.startsWith(wanted)) return { text: repaired, method: 'jsonrepair' };
  }
  return null;
}

/** Behind the bracket that closes the one at `start`; the end of the text when none does. */
function endOf(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let index = start; index < text.length; index++) {
    const character = text[index];
    if (inString && character === '\\') index++;
    else if (character === '"') inString = !inString;
    else if (inString) continue;
    else if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return index + 1;
  }
  return text.length;
}

function repair(text: string): string | null {
  try {
    const repaired = jsonrepair(text);
    return parseJson(repaired) === undefined ? null : repaired;
  } catch {
    return null;
  }
}
