import { find } from '../playground/element.ts';
import { compareModels } from './compare-models.ts';
import type { ModelRow } from './model-row.ts';

const most = 4;

/** The models that were chosen to be compared, and the dialog that does. */
export function connectComparison(
  root: ParentNode,
  chosen: Set<string>,
  modelOf: (id: string) => ModelRow | undefined,
): void {
  const tray = find(root, '#tray', HTMLElement);
  const names = find(root, '#chosen', HTMLElement);
  const open = find(root, '#compare', HTMLButtonElement);
  const dialog = find(root, '#comparison', HTMLDialogElement);
  const table = find(dialog, 'table', HTMLTableElement);
  const size = find(dialog, 'form', HTMLFormElement);
  const boxes = () => [...root.querySelectorAll<HTMLInputElement>('#models-table input[type=checkbox]')];

  const showTray = (): void => {
    tray.hidden = chosen.size === 0;
    const full = chosen.size >= most;
    names.textContent = `${[...chosen].join(', ')}${full ? ` (${most} at most)` : ''}`;
    open.textContent = `Compare ${chosen.size}`;
    open.disabled = chosen.size < 2;
    for (const box of boxes()) box.disabled = full && !box.checked;
  };
  const showTable = (): void => {
    const count = (name: string) => Number(new FormData(size).get(name));
    const models = [...chosen].flatMap((id) => modelOf(id) ?? []);
    table.innerHTML = compareModels(models, {
      promptTokens: count('promptTokens'),
      completionTokens: count('completionTokens'),
    });
  };
  root.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.closest('#models-table') === null) return;
    if (target.checked) chosen.add(target.value);
    else chosen.delete(target.value);
    showTray();
  });
  open.addEventListener('click', () => {
    showTable();
    dialog.showModal();
  });
  size.addEventListener('input', showTable);
  find(dialog, '#close', HTMLButtonElement).addEventListener('click', () => dialog.close());
  find(root, '#forget', HTMLButtonElement).addEventListener('click', () => {
    chosen.clear();
    for (const box of boxes()) box.checked = false;
    showTray();
  });
  new MutationObserver(showTray).observe(find(root, '#models-table tbody', HTMLElement), { childList: true });
}
