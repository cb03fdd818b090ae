import { type CatalogModel, nativeName } from '../../catalog/model.ts';

/**
 * Whether the model is Anthropic's. Converse is one wire, yet the settings that it passes on to the model are each
 * maker's own, and the maker stands only in the name: `us.anthropic.claude-…`, or within an ARN.
 */
export const isClaude = (model: CatalogModel): boolean => /\banthropic\.claude-/.test(nativeName(model));

/** Amazon's own models that reason. */
export const isNova = (model: CatalogModel): boolean => /\bamazon\.nova-2/.test(nativeName(model));

/** OpenAI's reasoning models refuse every sampler, and stop texts too. Their open-weight ones take them. */
export const isGpt = (model: CatalogModel): boolean => /\bopenai\.gpt-\d/.test(nativeName(model));
