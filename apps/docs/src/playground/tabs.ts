/** Makes a tab list work: by clicks, arrows, Home and End. Gives a function that chooses a tab from outside. */
export function connectTabs(
  list: HTMLElement,
  onChoose: (id: string) => void = () => {},
): (id: string) => void {
  const tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
  const choose = (id: string): void => {
    for (const tab of tabs) {
      const isChosen = tab.id === id;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute('aria-controls') ?? '');
      if (panel !== null && !sharePanel) panel.hidden = !isChosen;
    }
    onChoose(id);
  };
  const sharePanel = new Set(tabs.map((tab) => tab.getAttribute('aria-controls'))).size === 1;
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener('click', () => choose(tab.id));
    tab.addEventListener('keydown', (event) => {
      const next = indexAfter(event.key, index, tabs.length);
      const other = next === null ? undefined : tabs[next];
      if (other === undefined) return;
      event.preventDefault();
      choose(other.id);
      other.focus();
    });
  }
  return choose;
}

function indexAfter(key: string, index: number, count: number): number | null {
  if (key === 'ArrowRight') return (index + 1) % count;
  if (key === 'ArrowLeft') return (index - 1 + count) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}
