import type { Choice } from '../../src/pipeline/choose-routes.ts';
import { shop } from './shop.ts';

const perMillion = (id: string): number => {
  const [provider, name] = id.split('/');
  const models = shop.find((listed) => listed.provider === provider)?.models ?? [];
  return Number(models.find((model) => model.id === name)?.prices[0]?.input ?? Number.POSITIVE_INFINITY);
};

/**
 * Why what costs no more than the first candidate was passed over, as the explanation has it: each field that ruled
 * something out, and what it ruled out. `tools: tiny flash` reads: those two lack the tools that were asked for.
 */
export function passedOver({ dropped, candidates: [first] }: Choice): string {
  const most = first === undefined ? Number.POSITIVE_INFINITY : perMillion(first.id);
  return dropped
    .flatMap(({ param, targets }) => {
      const cheaper = targets.filter((id) => perMillion(id) <= most);
      return cheaper.length === 0 ? [] : [`${param}: ${cheaper.map(nameOf).join(' ')}`];
    })
    .join(', ');
}

const nameOf = (id: string): string => id.slice(id.indexOf('/') + 1);
