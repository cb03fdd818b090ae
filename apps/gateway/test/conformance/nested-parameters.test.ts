// What stands inside a field does not vanish either: it changes what is sent, or it is named.
import { describe, expect, test } from 'vitest';
import { type CatalogModel, uncataloguedModel } from '../../src/catalog/model.ts';
import type { Adapter } from '../../src/providers/adapter.ts';
import { ignoredParameters } from '../../src/providers/ignored-parameters.ts';
import { adapters } from '../../src/providers/index.ts';
import { callOf, reasoningModel } from '../support/told-by-adapter.ts';
import { nestedSamples } from './samples.ts';

const models: CatalogModel[] = [uncataloguedModel('some-model'), reasoningModel('some-model')];

function write(adapter: Adapter, given: object, model: CatalogModel) {
  const call = callOf(given, model);
  const { body, path, ignored = [] } = adapter.request(call);
  return {
    sent: JSON.stringify({ body, path }),
    names: [...ignoredParameters(call.request, adapter.coverage), ...ignored],
  };
}

/** Whether a name says that this is lost, or the whole that it is a part of. */
const covers = (name: string, path: string): boolean =>
  path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`);

/** What is so without being asked for. */
const anyway = new Set(['cerebras.tools[].function.strict']);

describe.each(Object.entries(adapters))('%s', (id, adapter) => {
  const rows = Object.entries(nestedSamples).filter(([path]) => !anyway.has(`${id}.${path}`));

  test.each(rows)('%s', (path, { given, beside }) => {
    for (const model of models) {
      const { sent, names } = write(adapter, given, model);
      const named = names.some((name) => covers(name.replace(/\[\d+\]/g, '[]'), path));
      expect({ named, arrives: sent !== write(adapter, beside, model).sent }).not.toEqual({
        named: false,
        arrives: false,
      });
    }
  });
});
