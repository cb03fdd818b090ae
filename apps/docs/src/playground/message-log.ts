import { element, find } from './element.ts';

export type MessageLog = {
  append(turn: HTMLElement): void;
  /** Makes a change, and follows what comes with it, unless the reader has scrolled away. */
  follow(change: () => void): void;
  /** The form that asks for results of tools, where one is open. */
  openForm(): HTMLFormElement | null;
  /** Takes away what can't be done any more: older forms, and trying old requests again. */
  settle(): void;
  clear(): void;
};

export function connectLog(root: ParentNode): MessageLog {
  const log = find(root, '#log', HTMLElement);
  const opening = find(root, '#opening', HTMLElement);
  const toEnd = () => {
    log.scrollTop = log.scrollHeight;
  };
  return {
    append(turn) {
      opening.remove();
      log.append(turn);
      toEnd();
    },
    follow(change) {
      const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
      change();
      if (isAtEnd) toEnd();
    },
    openForm: () => log.querySelector('form'),
    settle() {
      for (const old of log.querySelectorAll('form, [data-retry]')) old.remove();
    },
    clear: () => log.replaceChildren(opening),
  };
}

/** Somebody's words in the conversation, as they are. */
export const turnOf = (kind: 'user' | 'tool', who: string, text: string): HTMLElement =>
  element(
    'article',
    { class: `turn ${kind}` },
    element('span', { class: 'who' }, who),
    element('div', { class: 'text' }, text),
  );
