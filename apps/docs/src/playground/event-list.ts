import { element } from './element.ts';
import { pretty } from './format.ts';
import type { RawEvent, Recording } from './record-events.ts';

const pageSize = 100;

/** The events of an answer as they came, a page of them at a time; each opens to its JSON with line breaks. */
export function eventList(recording: Recording): HTMLElement {
  const { events, response } = recording;
  const list = element('ol', { class: 'events' });
  const more = element('button', { type: 'button', class: 'quiet' });
  let shown = 0;
  const showPage = (): void => {
    list.append(...events.slice(shown, shown + pageSize).map(row));
    shown = Math.min(events.length, shown + pageSize);
    more.hidden = shown >= events.length;
    more.textContent = `Show ${Math.min(pageSize, events.length - shown)} more of ${events.length}`;
  };
  more.addEventListener('click', showPage);
  showPage();
  return element('div', { class: 'wire' }, ...(response === null ? [] : [headOf(response)]), list, more);
}

function row({ atMs, text }: RawEvent): HTMLElement {
  const whole = element('pre', { tabindex: '0', 'aria-label': 'This event' });
  const details = element(
    'details',
    {},
    element(
      'summary',
      {},
      element('span', { class: 'at' }, `${atMs.toFixed(0)} ms`),
      element('code', {}, text),
    ),
    whole,
  );
  details.addEventListener('toggle', () => {
    whole.textContent ||= text
      .split(/\r\n|\r|\n/)
      .map((line) => (line.startsWith('data: ') ? `data: ${pretty(line.slice(6))}` : pretty(line)))
      .join('\n');
  });
  return element('li', { class: 'event' }, details);
}

function headOf({ status, headers, atMs }: NonNullable<Recording['response']>): HTMLElement {
  return element(
    'details',
    { class: 'head' },
    element(
      'summary',
      {},
      element('span', { class: 'at' }, `${atMs.toFixed(0)} ms`),
      element('code', {}, `HTTP ${status}, ${headers.length} headers`),
    ),
    element(
      'pre',
      { tabindex: '0', 'aria-label': 'Headers' },
      headers.map(([name, value]) => `${name}: ${value}`).join('\n'),
    ),
  );
}
