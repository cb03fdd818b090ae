import type { Question } from '../answer/question.ts';
import { isArray, isObject, type JsonObject } from '../json.ts';
import type { Ability } from '../models.ts';
import { type Problem, problem } from './checks.ts';

type Need = { ability: Ability; param: string; asked: boolean };

/** What this model can't do of what a well-formed request asks; null when it can do it all. */
export function checkModel(body: JsonObject, question: Question): Problem | null {
  const { model } = question;
  const lacking = needs(body).find((need) => need.asked && !model.abilities.includes(need.ability));
  if (lacking !== undefined) {
    const message = `Unsupported parameter: '${lacking.param}' is not supported with this model (${model.id} lacks ${lacking.ability}).`;
    return problem(lacking.param, 'unsupported_parameter', message);
  }
  const param = typeof body.max_completion_tokens === 'number' ? 'max_completion_tokens' : 'max_tokens';
  const asked = question.maxTokens ?? 0;
  if (asked > model.outputLimitTokens) {
    const message = `'${param}' is too large: ${asked}. ${model.id} writes at most ${model.outputLimitTokens} tokens.`;
    return problem(param, 'invalid_value', message);
  }
  if (question.promptTokens + Math.max(asked, 1) > model.contextWindowTokens) {
    const message = `This model's maximum context length is ${model.contextWindowTokens} tokens. Your messages resulted in ${question.promptTokens} tokens, and ${asked} were asked for the answer.`;
    return problem('messages', 'context_length_exceeded', message);
  }
  return null;
}

function needs(body: JsonObject): Need[] {
  const given = (name: string) => body[name] !== undefined && body[name] !== null;
  const format = isObject(body.response_format) ? body.response_format.type : undefined;
  const messages = (isArray(body.messages) ? body.messages : []).filter(isObject);
  const parts = messages.flatMap(({ content }) => (isArray(content) ? content.filter(isObject) : []));
  const hasPart = (type: string) => parts.some((part) => part.type === type);
  return [
    { ability: 'tools', param: 'tools', asked: given('tools') },
    {
      ability: 'reasoning',
      param: 'reasoning_effort',
      asked: given('reasoning_effort') && body.reasoning_effort !== 'none',
    },
    { ability: 'web_search', param: 'web_search_options', asked: given('web_search_options') },
    { ability: 'json_object', param: 'response_format', asked: format === 'json_object' },
    { ability: 'json_schema', param: 'response_format', asked: format === 'json_schema' },
    { ability: 'vision', param: 'messages', asked: hasPart('image_url') },
    { ability: 'audio_input', param: 'messages', asked: hasPart('input_audio') },
    { ability: 'file_input', param: 'messages', asked: hasPart('file') },
  ];
}
