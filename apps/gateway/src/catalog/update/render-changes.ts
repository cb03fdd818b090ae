import type { Refusal } from '../models-dev/read-models-dev.ts';
import type { Change } from './change.ts';

const sections: { [Kind in Change['kind']]: string } = {
  added: 'Added',
  deprecated: 'Deprecated',
  limit: 'Limits',
  price: 'Prices, US dollars per million tokens',
  kept: 'Prices that stay, since they were read elsewhere',
};

/** What an update would do, for a person to read. */
export function renderChanges(changes: Change[], refused: Refusal[]): string {
  const lines = Object.entries(sections).flatMap(([kind, title]) => {
    const own = changes.filter((change) => change.kind === kind);
    return own.length === 0 ? [] : ['', `${title} (${own.length})`, ...own.map(lineOf)];
  });
  if (refused.length > 0)
    lines.push(
      '',
      `Refused, and left as they were (${refused.length})`,
      ...refused.map(({ provider, id, why }) => `  ${provider}/${id}: ${why}`),
    );
  return lines.length === 0 ? 'Nothing has changed.\n' : `${lines.slice(1).join('\n')}\n`;
}

function lineOf(change: Change): string {
  const name = `  ${change.provider}/${change.id}`;
  switch (change.kind) {
    case 'added': {
      const [price] = change.model.prices;
      return `${name}  ${price === undefined ? 'no price' : `${price.input} in, ${price.output} out`}`;
    }
    case 'deprecated':
      return `${name}${change.why === 'gone' ? '  no longer listed' : ''}`;
    case 'limit':
      return `${name}  ${change.field} ${change.from ?? 'unknown'} → ${change.to ?? 'unknown'}`;
    case 'price':
      return `${change.steep ? '!' : ' '}${name.slice(1)}  ${change.rate} ${change.from ?? 'none'} → ${change.to ?? 'none'}${change.steep ? '  more than tenfold' : ''}`;
    case 'kept':
      return `${name}  ${change.rate} ${change.ours} (${change.source}), not ${change.theirs}`;
  }
}
