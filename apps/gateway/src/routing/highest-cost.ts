import type { ChatCompletionRequest } from '@parley/types';
import type { CatalogModel, Rates } from '../catalog/model.ts';
import { costOf, type Picodollars } from '../money.ts';

type Asked = Pick<ChatCompletionRequest, 'n' | 'modalities' | 'web_search' | 'web_search_options' | 'tools'>;

/**
 * The most that a request can cost at a model with a prompt of this length and so many tokens in each answer: at the
 * dearest rate of any tier. Several searches, and a prompt that was guessed too short, may still cost more.
 * `null`: the model has no price.
 */
export function highestCost(
  { prices: [price] }: CatalogModel,
  request: Asked,
  { promptTokens, answerTokens }: { promptTokens: number; answerTokens: number },
): Picodollars | null {
  if (price === undefined) return null;
  const rows: Partial<Rates>[] = [price, ...(price.tiers ?? [])];
  const most = (names: readonly (keyof Rates)[], count: number, per: 1 | 1_000_000) => {
    let highest = 0n;
    for (const row of rows) {
      for (const name of names) {
        const rate = row[name];
        const cost = rate === undefined ? 0n : costOf(count, rate, per);
        if (cost > highest) highest = cost;
      }
    }
    return highest;
  };
  const { n, modalities } = request;
  const choices = n ?? 1;
  const asksFor = (modality: 'audio' | 'image') => modalities?.includes(modality) === true;
  const answer: (keyof Rates)[] = [
    'output',
    ...(asksFor('audio') ? ['audio_output' as const] : []),
    ...(asksFor('image') ? ['image_output' as const] : []),
  ];
  return (
    // What is written to a cache is dearer than what is not.
    most(['input', 'cache_write', 'cache_write_1h', 'audio_input', 'image_input'], promptTokens, 1_000_000) +
    most(answer, choices * answerTokens, 1_000_000) +
    most(['request'], 1, 1) +
    (asksFor('image') ? most(['image'], choices, 1) : 0n) +
    (searches(request) ? most(['web_search'], 1, 1) : 0n)
  );
}

const searches = ({ web_search, web_search_options, tools }: Asked): boolean =>
  web_search === true ||
  web_search_options != null ||
  tools?.some(({ type }) => type === 'web_search') === true;
