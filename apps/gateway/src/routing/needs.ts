import type { ChatCompletionRequest } from '@parley/types';
import type { Ability } from '../catalog/model.ts';
import { adapters } from '../providers/index.ts';
import { effortOf, isEffortImplied } from '../providers/reasoning-request.ts';
import { capParam, outputCap } from './expected-cost.ts';
import { type Need, support } from './need.ts';

const able = (param: string, ability: Ability, what: string): Need =>
  support(param, what, ({ model }) => model.abilities === null || model.abilities.includes(ability));

/** Everything the request needs. A model that can't do one of them is no candidate. */
export function needsOf(request: ChatCompletionRequest): Need[] {
  return [
    ...answerNeeds(request),
    ...mediaNeeds(request),
    ...toolNeeds(request),
    ...formatNeeds(request),
    ...reasoningNeeds(request),
    ...fieldNeeds(request),
  ];
}

function answerNeeds(request: ChatCompletionRequest): Need[] {
  const needs: Need[] = [];
  if (request.stream) needs.push(able('stream', 'streaming', 'streaming'));
  const cap = outputCap(request);
  if (cap !== null)
    needs.push(
      support(
        capParam(request),
        `an answer of ${cap} tokens`,
        ({ model }) => model.output_tokens === null || cap <= model.output_tokens,
      ),
    );
  return needs;
}

const partNeeds = {
  image_url: (param: string) => able(param, 'vision', 'image input'),
  input_audio: (param: string) => able(param, 'audio_input', 'audio input'),
  file: (param: string) => able(param, 'documents', 'document input'),
};

function mediaNeeds({ messages }: ChatCompletionRequest): Need[] {
  const needs = new Map<string, Need>();
  for (const [index, message] of messages.entries()) {
    if (message.role !== 'user' || typeof message.content === 'string') continue;
    for (const [position, part] of message.content.entries()) {
      if (part.type === 'text' || needs.has(part.type)) continue;
      needs.set(part.type, partNeeds[part.type](`messages[${index}].content[${position}]`));
    }
  }
  return [...needs.values()];
}

function toolNeeds({ tools, web_search, web_search_options }: ChatCompletionRequest): Need[] {
  const needs: Need[] = [];
  if (tools?.some((tool) => tool.type === 'function')) needs.push(able('tools', 'tools', 'function tools'));
  const search = tools?.findIndex((tool) => tool.type === 'web_search') ?? -1;
  if (search >= 0) needs.push(able(`tools[${search}]`, 'web_search', 'native web search'));
  else if (web_search) needs.push(able('web_search', 'web_search', 'native web search'));
  else if (web_search_options) needs.push(able('web_search_options', 'web_search', 'native web search'));
  return needs;
}

function formatNeeds({ response_format: format, modalities }: ChatCompletionRequest): Need[] {
  const needs: Need[] = [];
  if (format?.type === 'json_object') needs.push(able('response_format', 'json_object', 'JSON output'));
  if (format?.type === 'json_schema')
    needs.push(able('response_format', 'json_schema', 'JSON output by a schema'));
  if (modalities?.includes('image')) needs.push(able('modalities', 'image_output', 'image output'));
  if (modalities?.includes('audio'))
    needs.push(
      support(
        'modalities',
        'audio output',
        ({ model }) => model.abilities === null || model.output.includes('audio'),
      ),
    );
  return needs;
}

function reasoningNeeds(request: ChatCompletionRequest): Need[] {
  const effort = effortOf(request);
  const budget = request.reasoning?.max_tokens ?? null;
  const param = request.reasoning_effort != null ? 'reasoning_effort' : 'reasoning';
  const needs: Need[] = [];
  if (budget !== null) {
    needs.push(
      support(
        'reasoning.max_tokens',
        'a reasoning budget',
        ({ model }) => model.abilities === null || model.reasoning?.budget === true,
      ),
    );
    // Reasoning is part of the answer's tokens: what is left has to hold an answer.
    const cap = outputCap(request);
    if (cap !== null)
      needs.push(
        support(
          'reasoning.max_tokens',
          `${budget} tokens of reasoning within ${cap} tokens in all`,
          ({ model }) => model.abilities === null || Math.max(budget, model.reasoning?.budget_min ?? 0) < cap,
        ),
      );
  } else if (effort !== null && effort !== 'none' && isEffortImplied(request)) {
    needs.push(able('reasoning.enabled', 'reasoning', 'reasoning'));
  } else if (effort !== null && effort !== 'none') {
    needs.push(
      support(
        param,
        `reasoning effort "${effort}"`,
        ({ model }) => model.abilities === null || model.reasoning?.efforts.includes(effort) === true,
      ),
    );
  } else if (effort === 'none') {
    needs.push(support(param, 'turning reasoning off', ({ model }) => model.reasoning?.mandatory !== true));
  }
  if (request.effort != null) {
    const { metBy, ...need } = able('effort', 'effort', 'the effort setting');
    needs.push({
      ...need,
      metBy: (listing, adapter) => adapter.coverage.request.effort !== 'rejected' && metBy(listing, adapter),
    });
  }
  return needs;
}

// Asks for what happens anyway.
const isUsual = (field: string, value: unknown): boolean =>
  value === null || value === false || (field === 'n' && value === 1);

/** What a field asks of a provider, for the fields that some provider's coverage table calls rejected. */
const needOfField = new Map(
  Object.values(adapters).flatMap(({ coverage }) =>
    Object.entries(coverage.request).flatMap(([field, supported]): [string, Need][] =>
      supported === 'rejected' ? [[field, fieldNeed(field)]] : [],
    ),
  ),
);

function fieldNeed(field: string): Need {
  return support(field, `"${field}"`, (_listing, { coverage }) => {
    const table: { [field: string]: string | undefined } = coverage.request;
    return table[field] !== 'rejected';
  });
}

// `effort` is looked at with its ability.
function fieldNeeds(request: ChatCompletionRequest): Need[] {
  const needs: Need[] = [];
  for (const [field, value] of Object.entries(request)) {
    const need = needOfField.get(field);
    if (need !== undefined && field !== 'effort' && !isUsual(field, value)) needs.push(need);
  }
  return needs;
}
