import { text } from './html.ts';
import { abilities, abilityLabels, type ModelRow } from './model-row.ts';
import { tokens } from './render-row.ts';

/** How large the request is whose cost is compared. */
export type Size = { promptTokens: number; completionTokens: number };

/** Models side by side as the rows of a table, in HTML. What is cheapest is marked. */
export function compareModels(models: readonly ModelRow[], size: Size): string {
  const others = [...new Set(models.flatMap(({ prices }) => Object.keys(prices?.others ?? {})))];
  const rows = [
    costRow(models, size),
    row(
      'Input, per million',
      models.map(({ prices }) => dollars(prices?.input)),
    ),
    row(
      'Output, per million',
      models.map(({ prices }) => dollars(prices?.output)),
    ),
    ...others.map((label) =>
      row(
        label,
        models.map(({ prices }) => dollars(prices?.others[label])),
      ),
    ),
    row(
      'Other prices above',
      models.map(({ prices }) =>
        prices?.changesAbove == null ? '–' : `${tokens(prices.changesAbove)} of prompt`,
      ),
    ),
    row(
      'Context',
      models.map(({ contextTokens }) => (contextTokens === null ? '–' : tokens(contextTokens))),
    ),
    row(
      'Longest answer',
      models.map(({ outputTokens }) => (outputTokens === null ? '–' : tokens(outputTokens))),
    ),
    ...abilities.map((ability) =>
      row(
        capital(abilityLabels[ability]),
        models.map((model) => (model.abilities.includes(ability) ? 'yes' : '–')),
      ),
    ),
    row(
      'Reasoning efforts',
      models.map(({ efforts }) => efforts.join(', ') || '–'),
    ),
    row(
      'Released',
      models.map(({ released }) => released),
    ),
    row(
      'Until',
      models.map(({ deprecatedAt }) => deprecatedAt ?? '–'),
    ),
    row(
      'Price read',
      models.map(({ prices }) =>
        prices?.asOf == null ? '–' : `${prices.asOf} from ${prices.source ?? 'nowhere named'}`,
      ),
    ),
  ];
  const heads = models.map(({ id, name }) => `<th scope="col">${text(name)}<code>${text(id)}</code></th>`);
  return `<thead><tr><td></td>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody>`;
}

const row = (label: string, cells: string[]): string =>
  `<tr><th scope="row">${text(label)}</th>${cells.map((cell) => `<td>${text(cell)}</td>`).join('')}</tr>`;

const dollars = (price: string | undefined): string => (price === undefined ? '–' : `$${price}`);

const capital = (label: string): string => label.charAt(0).toUpperCase() + label.slice(1);

const short = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

function costRow(models: readonly ModelRow[], size: Size): string {
  const costs = models.map((model) => costOf(model, size));
  const known = costs.filter((cost) => cost !== null);
  const [most, least] = [Math.max(...known), Math.min(...known)];
  const cells = costs.map((cost) => {
    if (cost === null) return '<td>–</td>';
    const share = most === 0 ? 0 : (100 * cost) / most;
    const isCheapest = cost === least && least < most;
    return `<td class="cost"${isCheapest ? ' data-cheapest' : ''}><b>$${short.format(cost)}</b>${isCheapest ? ' <span class="tag">cheapest</span>' : ''}<meter min="0" max="100" value="${share.toFixed(1)}" aria-hidden="true"></meter></td>`;
  });
  return `<tr><th scope="row">This request</th>${cells.join('')}</tr>`;
}

/** For comparison: at the plain prices of tokens, without caches or searches. */
function costOf({ prices }: ModelRow, { promptTokens, completionTokens }: Size): number | null {
  if (prices === null) return null;
  return (promptTokens * Number(prices.input) + completionTokens * Number(prices.output)) / 1_000_000;
}
