import { find } from '../element.ts';

/** Lets the button in the frame change between light and dark. */
export function startThemeButton(): void {
  find(document, '#theme', HTMLButtonElement).addEventListener('click', () => {
    const { dataset } = document.documentElement;
    dataset['theme'] = dataset['theme'] === 'dark' ? 'light' : 'dark';
    localStorage.setItem('starlight-theme', dataset['theme']);
  });
}
