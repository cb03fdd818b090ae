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
  const format = request.response_format?.type;
  if (format !== 'json_object' && format !== 'json_schema') {
    return report(answer, { applied: false, note: 'No JSON was asked for.' });
  }
  let healed = 0;
  let failed = 0;
  const choices = answer.choices.map((choice) => {
    const { content } = choice.message;
    if (content === null || parseJson(content) !== undefined) return choice;
    const mended = repair(content);
    if (mended === null) failed++;
    else healed++;
    return mended === null ? choice : { ...choice, message: { ...choice.message, content: mended } };
  });
  const note = failed === 0 ? {} : { note: 'The answer is no JSON, and could not be made into it.' };
  return report(
    { ...answer, choices },
    { applied: healed > 0, ...(healed > 0 ? { method: 'jsonrepair' } : {}), ...note },
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

function repair(content: string): string | null {
  if (content.length > largestCharacters) return null;
  try {
    const mended = jsonrepair(content);
    const value = parseJson(mended);
    // Prose repairs to a string, which is no more JSON than it was.
    return typeof value === 'object' && value !== null ? mended : null;
  } catch {
    return null;
  }
}
