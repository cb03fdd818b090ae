import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { knownProviders } from '../providers/index.ts';
import { shippedModels } from '../providers/served-models.ts';
import schema from './catalog.schema.json' with { type: 'json' };
import { type CatalogModel, nativeName } from './model.ts';

const folder = join(import.meta.dirname, 'models');
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

// What these serve is what their owner has put there.
const withoutModels = ['ollama', 'vllm'];

describe.each(readdirSync(folder))('%s', (file) => {
  const content: { provider: string; models: CatalogModel[] } = JSON.parse(
    readFileSync(join(folder, file), 'utf8'),
  );

  test('fits the schema, and is named by its provider', () => {
    validate(content);
    expect(validate.errors ?? []).toEqual([]);
    expect(`${content.provider}.json`).toBe(file);
    expect(Object.keys(knownProviders)).toContain(content.provider);
  });

  test('gives no name twice', () => {
    const names = content.models.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    const natives = content.models.map(nativeName);
    expect(natives.filter((name, index) => natives.indexOf(name) !== index)).toEqual([]);
  });

  test('says nothing of a model that contradicts itself', () => {
    const odd = content.models.filter(({ input, output, abilities, reasoning, prices, ...model }) => {
      const can = new Set(abilities);
      const agree = [
        can.has('vision') === input.includes('image'),
        can.has('audio_input') === input.includes('audio'),
        can.has('documents') === input.includes('file'),
        can.has('image_output') === output.includes('image'),
        can.has('reasoning') === (reasoning !== null),
        !can.has('parallel_tools') || can.has('tools'),
        reasoning === null || reasoning.mandatory !== reasoning.efforts.includes('none'),
        (reasoning?.budget_min ?? 0) <= (reasoning?.budget_max ?? Number.MAX_VALUE),
        (model.output_tokens ?? 0) <= (model.context_tokens ?? Number.MAX_VALUE),
        prices.every(({ as_of }, index) => index === 0 || as_of < (prices[index - 1]?.as_of ?? '')),
      ];
      return agree.includes(false);
    });
    expect(odd.map(({ id }) => id)).toEqual([]);
  });
});

test('at least 120 models are known, and some of every provider that has its own', () => {
  const counts = Object.keys(knownProviders).map((id) => [id, shippedModels(id).length] as const);
  expect(counts.reduce((sum, [, count]) => sum + count, 0)).toBeGreaterThan(850);
  expect(counts.filter(([, count]) => count === 0).map(([id]) => id)).toEqual(withoutModels);
});

test('a model has one name at all its hosts', () => {
  const hosts = (name: string) =>
    Object.keys(knownProviders).filter((id) => shippedModels(id).some((model) => model.id === name));
  expect(hosts('gpt-oss-120b').length).toBeGreaterThan(8);
  expect(hosts('claude-sonnet-4-5')).toEqual(['anthropic', 'bedrock', 'openrouter', 'vertex-anthropic']);
  expect(hosts('deepseek-v4-pro').length).toBeGreaterThan(5);
});
