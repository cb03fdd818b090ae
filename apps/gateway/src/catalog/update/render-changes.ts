import type { Refusal } from '../models-dev/read-models-dev.ts';
import type { Change } from './change.ts';

type Kept = Extract<Change, { kind: 'kept' }>;
type Shown = Exclude<Change, Kept>;

const sections: { [Kind in Shown['kind']]: string } = {
  added: 'Added',
  deprecated: 'Deprecated',
  limit: 'Limits',
  price: 'Prices, US dollars per million tokens',
};

/** What an update would do, for a person to read. */
export function renderChanges(changes: Change[], refused: Refusal[]): string {
  const lines = Object.entries(sections).flatMap(([kind, title]) => {
    const own = changes.filter((change): change is Shown => change.kind === kind);
    return own.length === 0 ? [] : ['', `${title} (${own.length})`, ...own.map(lineOf)];
  });
  lines.push(...keptLines(changes));
  if (refused.length > 0)
    lines.push(
      '',
      `Refused, and left as they were (${refused.length})`,
      ...refused.map(({ provider, id, why }) => `  ${provider}/${id}: ${why}`),
    );
  return lines.length === 0 ? 'Nothing has changed.\n' : `${lines.slice(1).join('\n')}\n`;
}

function lineOf(change: Shown): string {
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
  }
}

/** A line for each model, not for each of its rates. */
function keptLines(changes: Change[]): string[] {
  const kept = changes.filter((change): change is Kept => change.kind === 'kept');
  const byModel = Map.groupBy(kept, ({ provider, id, source }) => `${provider}/${id} (${source})`);
  if (byModel.size === 0) return [];
  const lines = [...byModel].map(
    ([name, rates]) =>
      `  ${name}  ${rates.map(({ rate, ours, theirs }) => `${rate} ${ours}, not ${theirs}`).join('; ')}`,
  );
  return ['', `Prices that stay, since they were read elsewhere (${byModel.size})`, ...lines];
}
