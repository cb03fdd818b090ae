import { type CatalogModel, nativeName } from '../../catalog/model.ts';
import type { AdapterCall, CarriedField } from '../adapter.ts';
import { arrayOf, objectOf } from '../json.ts';
import type { Dialect, Wire } from '../openai-compatible/dialect.ts';
import { effortOf } from '../reasoning-request.ts';

/** Whether a model of OpenAI's reasons. Of one that the catalogue lacks only its name tells. */
export const reasons = (model: CatalogModel): boolean =>
  model.abilities === null ? /^(o\d|gpt-5(?!.*chat))/.test(nativeName(model)) : model.reasoning !== null;

const never = ['presence_penalty', 'frequency_penalty', 'logit_bias', 'stop'] as const;
const withoutReasoning = ['temperature', 'top_p', 'logprobs', 'top_logprobs'] as const;

// No data says which models these are: every GPT since the fifth, and the o series.
const hasVerbosity = (name: string): boolean => /^gpt-([5-9]|\d\d)/.test(name);
const callsOneTool = (name: string): boolean => /^o\d/.test(name);

// https://platform.openai.com/docs/guides/latest-model#gpt-5-parameter-compatibility
function withheld({ request, model }: AdapterCall): readonly CarriedField[] {
  const name = nativeName(model);
  const unknown: CarriedField[] = model.abilities === null || hasVerbosity(name) ? [] : ['verbosity'];
  if (!reasons(model)) return unknown;
  return [
    ...unknown,
    ...never,
    ...(effortOf(request) === 'none' ? [] : withoutReasoning),
    ...(callsOneTool(name) ? (['parallel_tool_calls'] as const) : []),
  ];
}

function write(body: Wire, { model }: AdapterCall): Wire {
  if (!reasons(model)) return body;
  const messages = arrayOf(body['messages']).map(objectOf);
  return {
    ...body,
    messages: messages.map((message) =>
      message['role'] === 'system' ? { ...message, role: 'developer' } : message,
    ),
  };
}

/** What OpenAI's reasoning models do differently: no samplers, and instructions from a developer. */
export const reasoningModels = { withheld, write } satisfies Partial<Dialect>;
