import type { ParleyError } from '@parley/client';
import { element } from './element.ts';
import { duration } from './format.ts';

/** All that is known of a failure. */
export function errorCard(error: ParleyError, isElsewhere: boolean): HTMLElement {
  const facts: [name: string, value: string | null][] = [
    ['status', error.status === null ? null : String(error.status)],
    ['type', error.type],
    ['param', error.param],
    ['request id', error.requestId],
    ['may succeed later', error.retryable ? 'yes' : 'no'],
    ['wait', error.retryAfterMs === null ? null : duration(error.retryAfterMs)],
  ];
  const origin = error.code === 'connection_error' && isElsewhere;
  return element(
    'div',
    { class: 'failure' },
    element('p', { class: 'fault-code' }, element('code', {}, error.code)),
    element('p', {}, error.message),
    ...(origin ? [element('p', {}, ...elsewhere)] : []),
    element(
      'dl',
      {},
      ...facts.flatMap(([name, value]) =>
        value === null ? [] : [element('div', {}, element('dt', {}, name), element('dd', {}, value))],
      ),
    ),
  );
}

const elsewhere = [
  'Is it running there? A gateway at another address than this page answers a browser only where its configuration says so: ',
  '"cors": {"origins": ["',
  typeof location === 'undefined' ? '' : location.origin,
  '"]}.',
];
