import { text } from './html.ts';
import { type Ability, abilities, abilityLabels, type ModelRow } from './model-row.ts';

/** A row of the table as HTML, for the build and for the page. */
export function renderRow(
  model: ModelRow,
  { isChosen, playground }: { isChosen: boolean; playground: string },
): string {
  const { id, name, prices, contextTokens, released, deprecatedAt } = model;
  const notes = [
    ...(model.free ? ['free'] : []),
    ...(deprecatedAt === null ? [] : [`until ${deprecatedAt}`]),
  ];
  return `<tr>
<td class="pick"><input type="checkbox" value="${text(id)}" aria-label="Compare ${text(id)}"${isChosen ? ' checked' : ''} /></td>
<th scope="row"><a href="${text(playground)}?model=${encodeURIComponent(id)}">${text(name)}</a>${notes.map((note) => ` <span class="tag">${note}</span>`).join('')}<code>${text(id)}</code></th>
<td class="number" data-label="Input">${prices === null ? unknown : `$${text(prices.input)}`}</td>
<td class="number" data-label="Output">${prices === null ? unknown : `$${text(prices.output)}`}</td>
<td class="number" data-label="Context">${contextTokens === null ? unknown : tokens(contextTokens)}</td>
<td class="can">${shownAbilities(model).join(', ')}</td>
<td class="day">${released}</td>
</tr>`;
}

const unknown = '<span class="unknown">not known</span>';

/** Tokens in short: 128K, 1M, 1.05M. */
export function tokens(count: number): string {
  if (count < 1_000) return String(count);
  const [value, unit] = count < 1_000_000 ? [count / 1_000, 'K'] : [count / 1_000_000, 'M'];
  return `${Number(value.toFixed(value < 10 ? 2 : 0))}${unit}`;
}

/** Each by its name; what goes without saying beside a stronger one is left out. */
function shownAbilities(model: ModelRow): string[] {
  const has = (ability: Ability) => model.abilities.includes(ability);
  const implied: [ability: Ability, by: Ability][] = [
    ['json_object', 'json_schema'],
    ['tools', 'parallel_tools'],
  ];
  return abilities
    .filter((ability) => has(ability) && !implied.some(([weak, strong]) => weak === ability && has(strong)))
    .map((ability) => (ability === 'parallel_tools' ? 'tools' : abilityLabels[ability]));
}
