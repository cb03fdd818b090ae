import { languages } from './code/languages.ts';
import type { Snippet } from './code/snippet.ts';
import { element, find } from './element.ts';
import { connectTabs } from './tabs.ts';

/** The request as code, in one language after the other. `snippet` says what it is now, or why there is none. */
export function connectCode(root: ParentNode, snippet: () => Snippet | string): { refresh(): void } {
  const list = find(root, '#languages', HTMLElement);
  const panel = find(root, '#code-panel', HTMLElement);
  const shown = find(root, '#code', HTMLElement);
  const copy = find(root, '#copy', HTMLButtonElement);
  let [language] = languages;
  list.append(
    ...languages.map(({ id, label }, index) =>
      element(
        'button',
        {
          type: 'button',
          role: 'tab',
          id: `language-${id}`,
          'aria-controls': 'code-panel',
          'aria-selected': String(index === 0),
          tabindex: index === 0 ? 0 : -1,
        },
        label,
      ),
    ),
  );
  const refresh = (): void => {
    const given = snippet();
    shown.textContent = typeof given === 'string' ? given : (language?.write(given) ?? '');
  };
  connectTabs(list, (tab) => {
    language = languages.find(({ id }) => tab === `language-${id}`);
    panel.setAttribute('aria-labelledby', tab);
    refresh();
  });
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(shown.textContent);
    copy.textContent = 'Copied';
    setTimeout(() => copy.replaceChildren('Copy'), 1500);
  });
  return { refresh };
}
