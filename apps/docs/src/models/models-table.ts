import { find } from '../playground/element.ts';
import type { ModelRow } from './model-row.ts';
import { renderRow } from './render-row.ts';

export const pageSize = 60;

/** The table, of which as many rows stand in the page as somebody has asked for. `models` are those whose first rows do. */
export function connectTable(
  root: ParentNode,
  chosen: ReadonlySet<string>,
  models: ModelRow[],
): (models: ModelRow[]) => void {
  const table = find(root, '#models-table', HTMLTableElement);
  const body = find(table, 'tbody', HTMLTableSectionElement);
  const more = find(root, '#more', HTMLButtonElement);
  const playground = table.dataset['playground'] ?? '';
  let fitting = models;
  let shown = body.rows.length;
  const showPage = (): void => {
    const page = fitting.slice(shown, shown + pageSize);
    const rows = page.map((model) => renderRow(model, { isChosen: chosen.has(model.id), playground }));
    body.insertAdjacentHTML('beforeend', rows.join(''));
    shown += page.length;
    more.hidden = shown >= fitting.length;
    more.textContent = `Show ${Math.min(pageSize, fitting.length - shown)} more of ${fitting.length}`;
  };
  more.addEventListener('click', showPage);
  return (changed) => {
    fitting = changed;
    shown = 0;
    body.replaceChildren();
    showPage();
  };
}
