import type { ChatMetadata, PluginReport } from '@parley/types';
import type { Exchange } from './ask.ts';
import { billTable } from './bill-table.ts';
import { element } from './element.ts';
import { eventList } from './event-list.ts';
import { duration, plural } from './format.ts';
import { routeTimeline } from './route-timeline.ts';

/** Everything beside an answer: its route, its bill, what was left out or changed, and the bytes themselves. */
export function inspectExchange(exchange: Exchange): HTMLElement[] {
  const { completion, error, recording } = exchange;
  const metadata = completion?.metadata ?? error?.metadata ?? null;
  return [
    section('Route', ...routeOf(exchange)),
    ...(completion?.usage !== undefined && metadata !== null
      ? [section('Tokens and cost', billTable(completion.usage, metadata))]
      : []),
    ...(completion?.metadata === undefined ? [] : changes(completion.metadata)),
    events(recording),
  ];
}

const section = (title: string, ...content: (Node | string)[]): HTMLElement =>
  element('section', {}, element('h3', {}, title), ...content);

function routeOf({ body, completion, error, firstTokenMs, recording }: Exchange): HTMLElement[] {
  const metadata = completion?.metadata ?? null;
  const routing = metadata?.routing ?? error?.metadata?.routing ?? [];
  const asked = metadata?.requested_model ?? body.model;
  const used = metadata === null ? null : `${metadata.used_provider}/${metadata.used_model}`;
  const how = [
    ...(metadata?.selection === undefined ? [] : [metadata.selection.replaceAll('_', ' ')]),
    ...(metadata?.cached ? ['from the cache'] : []),
  ];
  const requestId = metadata?.request_id ?? error?.requestId ?? null;
  const endMs = recording.events.at(-1)?.atMs ?? null;
  const here = [
    ...(firstTokenMs === null ? [] : [`first token after ${duration(firstTokenMs)}`]),
    ...(endMs === null ? [] : [`${completion === null ? 'the end' : 'all'} after ${duration(endMs)}`]),
  ];
  return [
    element(
      'p',
      { class: 'from' },
      element('code', {}, asked),
      ...(used === null ? [] : [' → ', element('code', {}, used)]),
      ...(how.length === 0 ? [] : [' ', element('span', { class: 'note' }, how.join(', '))]),
    ),
    routeTimeline(routing),
    ...(here.length === 0 ? [] : [element('p', { class: 'note' }, `Seen here: ${here.join(', ')}.`)]),
    ...(requestId === null
      ? []
      : [element('p', { class: 'note' }, 'Request ', element('code', {}, requestId))]),
  ];
}

function changes({ ignored_parameters, plugins }: ChatMetadata): HTMLElement[] {
  const reports = Object.entries(plugins);
  return [
    section(
      'Ignored parameters',
      ignored_parameters.length === 0
        ? element('p', { class: 'note' }, 'None: the provider got all that you sent.')
        : element(
            'ul',
            { class: 'names' },
            ...ignored_parameters.map((name) => element('li', {}, element('code', {}, name))),
          ),
    ),
    ...(reports.length === 0
      ? []
      : [
          section(
            'Plugins',
            element(
              'ul',
              { class: 'names' },
              ...reports.map(([id, report]) =>
                element('li', {}, element('code', {}, id), ` ${told(report)}`),
              ),
            ),
          ),
        ]),
  ];
}

function told({ applied, methods, note }: PluginReport): string {
  const how = (methods ?? []).map((method) => method.replaceAll('_', ' ')).join(', ');
  const what = applied ? `changed the answer${how === '' ? '' : `: ${how}`}` : 'changed nothing';
  return note == null ? what : `${what}. ${note}`;
}

/** Made when it is opened: a long answer has thousands. */
function events(recording: Exchange['recording']): HTMLElement {
  const details = element(
    'details',
    { class: 'raw' },
    element(
      'summary',
      {},
      element('b', {}, 'Raw events'),
      ' ',
      element('span', { class: 'note' }, plural(recording.events.length, 'event')),
    ),
  );
  details.addEventListener('toggle', () => {
    if (details.childElementCount === 1) details.append(eventList(recording));
  });
  return element('section', {}, details);
}
