import type { ChatCompletionRequest, FunctionTool, WebSearchTool } from '@parley/types';
import { expect } from 'vitest';
import { type CatalogModel, uncataloguedModel } from '../../src/catalog/model.ts';
import type { Adapter } from '../../src/providers/adapter.ts';
import { callOf, reasoningModel } from './told-by-adapter.ts';

/** A request and what of it is sent. */
export type WireRow = {
  what: string;
  model?: CatalogModel;
  given: Partial<ChatCompletionRequest>;
  /** Fields of the body; `undefined`: not in it. */
  want?: { [field: string]: unknown };
  /** The fields that are named as not sent to this model. Not looked at when left out. */
  ignored?: string[];
};

export function expectWire(adapter: Adapter, { model, given, want = {}, ignored }: WireRow): void {
  const wire = adapter.request(callOf(given, model));
  const body: { [field: string]: unknown } = JSON.parse(JSON.stringify(wire.body));
  const sent = Object.fromEntries(Object.keys(want).map((field) => [field, body[field]]));
  expect(sent).toEqual(want);
  if (ignored !== undefined) expect([...(wire.ignored ?? [])].sort()).toEqual([...ignored].sort());
}

/** A model that reasons when it is asked to, and one that always does. */
export const hybrid = reasoningModel('hybrid', { budget: false });
export const thinker = reasoningModel('thinker', { budget: false, mandatory: true });
export const plain: CatalogModel = { ...uncataloguedModel('plain'), abilities: ['tools'] };

export const add: FunctionTool = {
  type: 'function',
  function: { name: 'add', parameters: { type: 'object', properties: { a: { type: 'number' } } } },
};
export const tools = [add];
export const forced = { type: 'function' as const, function: { name: 'add' } };

export const search: WebSearchTool = {
  type: 'web_search',
  search_context_size: 'low',
  user_location: { city: 'Oslo' },
  allowed_domains: ['a.test'],
  blocked_domains: ['b.test'],
};

export const schema = { type: 'object', properties: { a: { type: 'number' } } };
export const json_schema = { type: 'json_schema' as const, json_schema: { name: 'thing', schema } };

export const samplers = { temperature: 0, top_p: 0.5, presence_penalty: 0.5, frequency_penalty: 0.5 };

export const unsent = (...fields: string[]): { [field: string]: undefined } =>
  Object.fromEntries(fields.map((field) => [field, undefined]));
