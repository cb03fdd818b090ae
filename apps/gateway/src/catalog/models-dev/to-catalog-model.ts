import type { Ability, CatalogModel } from '../model.ts';
import { modelName } from './model-name.ts';
import { toPriceRow } from './price-row.ts';
import { reasoningAbility } from './reasoning-ability.ts';
import type { SourceModel } from './source-model.ts';

/** Models that search by a means of their provider's own. Of that models.dev says nothing. */
const searchers: { [provider: string]: RegExp } = {
  anthropic: /./,
  'vertex-anthropic': /./,
  google: /^gemini(?!.*image)/,
  vertex: /^gemini(?!.*image)/,
  openai: /^gpt-[5-9](?!.*(chat|codex))/,
  openrouter: /./,
  perplexity: /./,
  xai: /./,
};

/** What it takes and gives at most. An answer that is longer than all of the context is a mistake of theirs. */
export function limitsOf({ limit }: SourceModel): Pick<CatalogModel, 'context_tokens' | 'output_tokens'> {
  const context = limit.context || null;
  const output = limit.output || null;
  return {
    context_tokens: context,
    output_tokens: output === null || context === null ? output : Math.min(output, context),
  };
}

/** A model of models.dev's in our own format, priced as of a day. */
export function toCatalogModel(source: SourceModel, provider: string, asOf: string): CatalogModel {
  const id = modelName(source.id);
  const row = toPriceRow(source, asOf);
  const input = inputOf(source.modalities.input);
  return {
    id,
    ...(id === source.id ? {} : { native: source.id }),
    name: source.name,
    released: dayOf(source.release_date),
    ...limitsOf(source),
    input,
    output: outputOf(source.modalities.output),
    abilities: abilitiesOf(source, provider, input),
    reasoning: reasoningAbility(source),
    prices: row === null ? [] : [row],
    ...(source.status === 'deprecated' ? { deprecated_at: asOf } : {}),
  };
}

// A month stands for its first day, and a year too.
const dayOf = (date: string): string => `${date}-01-01`.slice(0, 10);

const inputNames: { [theirs: string]: CatalogModel['input'][number] } = {
  text: 'text',
  image: 'image',
  audio: 'audio',
  video: 'video',
  pdf: 'file',
};
const inputOf = (theirs: string[]): CatalogModel['input'] =>
  (['text', 'image', 'audio', 'video', 'file'] as const).filter((kind) =>
    theirs.some((one) => inputNames[one] === kind),
  );

const outputOf = (theirs: string[]): CatalogModel['output'] =>
  (['text', 'image', 'audio'] as const).filter((kind) => theirs.includes(kind));

function abilitiesOf(source: SourceModel, provider: string, input: CatalogModel['input']): Ability[] {
  const has: [boolean, ...Ability[]][] = [
    [true, 'streaming'],
    [source.tool_call, 'tools', 'parallel_tools'],
    [input.includes('image'), 'vision'],
    [input.includes('audio'), 'audio_input'],
    [input.includes('file'), 'documents'],
    [true, 'json_object'],
    [source.structured_output !== false, 'json_schema'],
    [source.reasoning, 'reasoning'],
    [searchers[provider]?.test(source.id.toLowerCase()) ?? false, 'web_search'],
    [source.modalities.output.includes('image'), 'image_output'],
  ];
  return has.flatMap(([can, ...abilities]) => (can ? abilities : []));
}
