import { ParleyError } from '@parley/client';
import { keepConnection, keptConnection } from '../playground/connection.ts';
import { find } from '../playground/element.ts';
import { connectComparison } from './comparison.ts';
import { filterModels } from './filter-models.ts';
import { loadFromGateway } from './load-from-gateway.ts';
import type { ModelRow } from './model-row.ts';
import { connectTable } from './models-table.ts';
import { keepInAddress, readFilters, takeFromAddress } from './read-filters.ts';

/** Makes the page of models work. `shipped` are those that were known when it was built. */
export function startModels(shipped: ModelRow[]): void {
  const root = find(document, '#all-models', HTMLElement);
  const form = find(root, '#filters', HTMLFormElement);
  const count = find(root, '#count', HTMLElement);
  const live = find(root, '#live', HTMLFormElement);
  const state = find(root, '#live-state', HTMLElement);
  const chosen = new Set<string>();
  let models = shipped;
  // The first rows are there as they were built, without filters.
  const showModels = connectTable(root, chosen, filterModels(models, readFilters(form)));
  const show = (): void => {
    const fitting = filterModels(models, readFilters(form));
    count.textContent = `${fitting.length} of ${models.length} models`;
    showModels(fitting);
    keepInAddress(form);
  };

  takeFromAddress(form);
  connectComparison(root, chosen, (id) => models.find((model) => model.id === id));
  if (location.search !== '') show();
  form.addEventListener('input', show);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(show));

  for (const [name, value] of Object.entries(keptConnection()))
    find(live, `[name=${name}]`, HTMLInputElement).value = value;
  live.addEventListener('submit', async (event) => {
    event.preventDefault();
    const data = new FormData(live);
    const connection = { baseUrl: String(data.get('baseUrl')), apiKey: String(data.get('apiKey')) };
    keepConnection(connection);
    state.textContent = 'Asking.';
    try {
      models = await loadFromGateway(connection);
    } catch (error) {
      state.textContent =
        error instanceof ParleyError || error instanceof Error
          ? `${error.message}. A gateway answers other pages only where its cors.origins says so.`
          : String(error);
      return;
    }
    const on = models.filter(({ available }) => available).length;
    state.textContent = `${models.length} models, ${on} of them on at this gateway.`;
    find(form, '[name=on]', HTMLInputElement).disabled = false;
    show();
  });
}
