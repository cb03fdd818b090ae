import type { Question } from '../answer/question.ts';
import { isArray, isObject, type JsonObject } from '../json.ts';
import type { Ability } from '../models.ts';
import type { Failure } from '../server/wire.ts';
import { isWebSearch } from './check-tools.ts';
import { refusal } from './errors.ts';

/** What this model can't do of what a well-formed request asks; null when it can do it all. */
export function checkModel(body: JsonObject, { model, promptTokens }: Question): Failure | null {
  const lacking = needs(body).find((need) => need.asked && !model.abilities.includes(need.ability));
  if (lacking !== undefined) return refusal(`'${model.id}' does not support ${lacking.words}.`);
  const asked = Number(body.max_tokens);
  const { outputLimitTokens, contextWindowTokens } = model;
  if (asked > outputLimitTokens)
    return refusal(
      `max_tokens: ${asked} > ${outputLimitTokens}, which is the maximum allowed number of output tokens for ${model.id}`,
    );
  if (promptTokens > contextWindowTokens)
    return refusal(`prompt is too long: ${promptTokens} tokens > ${contextWindowTokens} maximum`);
  if (promptTokens + asked > contextWindowTokens)
    return refusal(
      `input length and \`max_tokens\` exceed context limit: ${promptTokens} + ${asked} > ${contextWindowTokens}, decrease input length or \`max_tokens\` and try again`,
    );
  return null;
}

function needs(body: JsonObject): { ability: Ability; words: string; asked: boolean }[] {
  const tools = isArray(body.tools) ? body.tools : [];
  const messages = (isArray(body.messages) ? body.messages : []).filter(isObject);
  const blocks = messages.flatMap(({ content }) => (isArray(content) ? content.filter(isObject) : []));
  const inResults = blocks.flatMap(({ content }) => (isArray(content) ? content.filter(isObject) : []));
  const has = (type: string) => [...blocks, ...inResults].some((block) => block.type === type);
  const output = isObject(body.output_config) ? body.output_config : {};
  const thinking = isObject(body.thinking) ? body.thinking.type : 'disabled';
  return [
    { ability: 'tools', words: 'tools', asked: tools.some((tool) => !isWebSearch(tool)) },
    { ability: 'web_search', words: 'the web search tool', asked: tools.some(isWebSearch) },
    { ability: 'reasoning', words: 'thinking', asked: thinking !== 'disabled' },
    { ability: 'reasoning', words: 'the effort parameter', asked: typeof output.effort === 'string' },
    { ability: 'json_schema', words: 'output format', asked: isObject(output.format) },
    { ability: 'vision', words: 'image input', asked: has('image') },
    { ability: 'file_input', words: 'document input', asked: has('document') },
  ];
}
