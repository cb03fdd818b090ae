import { type CatalogModel, nativeName } from '../../catalog/model.ts';

/** What a model takes of the settings that its family has changed over the years. */
export type ModelWays = {
  /** How its thinking is steered; `null` when it isn't. */
  thinking: 'budget' | 'adaptive' | null;
  /** How its thinking is turned off: by leaving it out, by a word, or not at all. */
  off: 'omit' | 'disabled' | 'between_tools' | null;
  /** Whether `temperature`, `top_p` and `top_k` are known. */
  samplers: boolean;
  /** Whether the form of an answer can be held to a schema. */
  structuredOutputs: boolean;
  /** The output cap to send when neither the caller nor the catalogue has one: the wire wants one. */
  outputTokens: number;
};

/**
 * Read from the catalogue as far as it knows. Structured outputs, the word that turns thinking off, and everything
 * about a model that the catalogue lacks, stand in no data: there only the generation in the name tells.
 */
export function waysOf(model: CatalogModel): ModelWays {
  const name = nativeName(model);
  const generation = generationOf(name);
  const thinking = thinkingOf(model, generation);
  const adaptiveOnly = model.abilities === null ? (generation ?? 0) >= 4.7 : thinking === 'adaptive';
  return {
    thinking,
    off: offOf(model, name, generation),
    samplers: !adaptiveOnly,
    structuredOutputs: generation === null || generation >= 4.5,
    outputTokens: model.output_tokens ?? ((generation ?? 0) >= 3.7 ? 32_000 : 4096),
  };
}

/** 4.6 of `claude-opus-4-6` and 4 of `claude-sonnet-4-20250514`, whatever a host writes around it. */
function generationOf(name: string): number | null {
  const found = /claude-(?:[a-z]+-)?(\d)(?:[-.](\d)(?!\d))?(?!\d)/.exec(name);
  return found === null ? null : Number(`${found[1]}.${found[2] ?? 0}`);
}

function thinkingOf({ reasoning, abilities }: CatalogModel, generation: number | null) {
  if (reasoning !== null) {
    if (reasoning.budget) return 'budget';
    return reasoning.efforts.length > 0 ? 'adaptive' : null;
  }
  if (abilities !== null) return null;
  if (generation === null || generation >= 4.7) return 'adaptive';
  return generation >= 3.7 ? 'budget' : null;
}

// https://platform.claude.com/docs/en/build-with-claude/thinking#configuring-thinking
function offOf({ reasoning }: CatalogModel, name: string, generation: number | null): ModelWays['off'] {
  if (generation !== null && generation < 5) return 'omit';
  if (reasoning?.mandatory || /fable|mythos|opus-5-5/.test(name)) return null;
  if (generation === null) return 'omit';
  return generation >= 5.5 ? 'between_tools' : 'disabled';
}
