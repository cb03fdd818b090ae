import type { Question } from '../answer/question.ts';
import { isArray, isObject, type JsonObject } from '../json.ts';
import type { Ability } from '../models.ts';
import type { Failure } from '../server/wire.ts';
import { configOf, contentsOf, declarationsOf, partsIn, searches } from './body-parts.ts';
import { checkSignatures } from './check-signatures.ts';
import { refusal } from './errors.ts';

/** What this model can't do of what a well-formed request asks; null when it can do it all. */
export function checkModel(body: JsonObject, { model, promptTokens }: Question): Failure | null {
  const lacking = needs(body).find((need) => need.asked && !model.abilities.includes(need.ability));
  if (lacking !== undefined) return refusal(`${lacking.words} is not enabled for models/${model.id}`);
  const asked = Number(configOf(body).maxOutputTokens ?? 0);
  if (asked > model.outputLimitTokens)
    return refusal(
      `* GenerateContentRequest.generation_config.max_output_tokens: should be at most ${model.outputLimitTokens} for models/${model.id}`,
    );
  if (promptTokens >= model.contextWindowTokens)
    return refusal(
      `The input token count (${promptTokens}) exceeds the maximum number of tokens allowed (${model.contextWindowTokens}).`,
    );
  return model.abilities.includes('reasoning') ? checkSignatures(body) : null;
}

function needs(body: JsonObject): { ability: Ability; words: string; asked: boolean }[] {
  const config = configOf(body);
  const thinking = isObject(config.thinkingConfig) ? config.thinkingConfig : {};
  const thinks =
    thinking.includeThoughts === true ||
    thinking.thinkingLevel !== undefined ||
    Number(thinking.thinkingBudget ?? 0) !== 0;
  const parts = contentsOf(body).flatMap(partsIn);
  const media = parts.map((part) => part.inlineData ?? part.fileData).filter(isObject);
  const has = (kind: RegExp) => media.some(({ mimeType }) => kind.test(String(mimeType)));
  const json = config.responseMimeType === 'application/json';
  const schema = config.responseSchema ?? config.responseJsonSchema;
  const modalities = isArray(config.responseModalities) ? config.responseModalities : [];
  return [
    { ability: 'tools', words: 'Function calling', asked: declarationsOf(body).length > 0 },
    { ability: 'web_search', words: 'Search Grounding', asked: searches(body) },
    { ability: 'reasoning', words: 'Thinking', asked: thinks },
    { ability: 'json_object', words: 'JSON mode', asked: json },
    { ability: 'json_schema', words: 'A response schema', asked: schema !== undefined },
    { ability: 'image_output', words: 'The response modality IMAGE', asked: modalities.includes('IMAGE') },
    { ability: 'vision', words: 'Image input', asked: has(/^image\//) },
    { ability: 'audio_input', words: 'Audio input', asked: has(/^audio\//) },
    { ability: 'file_input', words: 'File input', asked: has(/^(?!image\/|audio\/)/) },
  ];
}
