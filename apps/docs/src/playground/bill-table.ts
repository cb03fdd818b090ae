import type { ChatMetadata, ErrorMetadata, Usage } from '@parley/types';
import { type Bill, billOf } from './bill.ts';
import { element } from './element.ts';

/** Tokens and money of an answer, and whether the money is what the contract's rules make of both. */
export function billTable(usage: Usage, metadata: ChatMetadata | ErrorMetadata): HTMLElement {
  const bill = metadata.price === undefined ? null : billOf(usage, metadata.price);
  return element(
    'div',
    { class: 'bill' },
    tokens(usage, metadata),
    bill === null ? unpriced(metadata) : table(bill, metadata),
  );
}

function tokens(usage: Usage, { usage_source }: ChatMetadata | ErrorMetadata): HTMLElement {
  const cached = usage.prompt_tokens_details?.cached_tokens ?? 0;
  const reasoning = usage.completion_tokens_details?.reasoning_tokens ?? 0;
  const facts: [name: string, value: number][] = [
    ['prompt', usage.prompt_tokens],
    ...(cached > 0 ? [['of it cached', cached] satisfies [string, number]] : []),
    ['completion', usage.completion_tokens],
    ...(reasoning > 0 ? [['of it reasoning', reasoning] satisfies [string, number]] : []),
  ];
  const source = usage_source === 'estimated' ? 'counted by the gateway' : 'as the provider counts';
  return element(
    'p',
    { class: 'tokens' },
    ...facts.flatMap(([name, value]) => [element('b', {}, String(value)), ` ${name}  `]),
    element('span', { class: 'note' }, `tokens, ${source}`),
  );
}

function table(bill: Bill, metadata: ChatMetadata | ErrorMetadata): HTMLElement {
  const head = element(
    'tr',
    {},
    ...['Charged', 'Count', 'Price', 'USD'].map((name) => element('th', { scope: 'col' }, name)),
  );
  const rows = bill.lines.map(({ label, count, price, per, told }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, label),
      element('td', {}, count === null ? 'several' : String(count)),
      element('td', {}, per === 'million' ? `${price}/M` : price),
      element('td', {}, told),
    ),
  );
  const sum = (label: string, value: string, name: string) =>
    element(
      'tr',
      { class: name },
      element('th', { scope: 'row', colspan: 3 }, label),
      element('td', {}, value),
    );
  const verdict = bill.agrees
    ? 'Recomputed here from counts and prices: the same to the picodollar'
    : 'Recomputed here from counts and prices: not the same';
  const { id = '', source = '', as_of = '' } = metadata.price ?? {};
  return element(
    'div',
    { class: 'wide' },
    element(
      'table',
      {},
      element('thead', {}, head),
      element('tbody', {}, ...rows),
      element(
        'tfoot',
        {},
        sum('cost_usd_total', bill.told, 'total'),
        sum(verdict, bill.recomputed, bill.agrees ? 'agrees' : 'differs'),
      ),
    ),
    element('p', { class: 'note' }, 'Prices of ', element('code', {}, id), `, read ${as_of} from ${source}.`),
  );
}

function unpriced(metadata: ChatMetadata | ErrorMetadata): HTMLElement {
  const why = metadata.unpriced ?? [];
  return element(
    'p',
    { class: 'note' },
    why.length === 0
      ? 'The answer tells no cost.'
      : `No cost, for these have no known price: ${why.join(', ')}. Unknown is not zero.`,
  );
}
