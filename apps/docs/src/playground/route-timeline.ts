import type { RoutingAttempt } from '@parley/types';
import { element } from './element.ts';
import { duration } from './format.ts';

/** What was tried, one bar after the other, each as long as it took. */
export function routeTimeline(routing: readonly RoutingAttempt[]): HTMLElement {
  if (routing.length === 0) return element('p', { class: 'note' }, 'Nobody was asked.');
  const totalMs = Math.max(
    1,
    routing.reduce((sum, { duration_ms }) => sum + duration_ms, 0),
  );
  let beforeMs = 0;
  const attempts = routing.map((attempt) => {
    const { provider, model, status_code, error_type, succeeded, duration_ms } = attempt;
    const bar = element('span', { class: 'bar' });
    bar.style.setProperty('--from', `${(100 * beforeMs) / totalMs}%`);
    bar.style.setProperty('--share', `${(100 * duration_ms) / totalMs}%`);
    beforeMs += duration_ms;
    const outcome = succeeded ? 'answered' : error_type.replaceAll('_', ' ');
    return element(
      'li',
      { class: 'attempt', 'data-outcome': succeeded ? 'good' : 'fault' },
      element('span', { class: 'place' }, `${provider}/${model}`),
      element('span', { class: 'outcome' }, `${status_code === 0 ? 'no status' : status_code} ${outcome}`),
      element('span', { class: 'took' }, duration(duration_ms)),
      element('span', { class: 'track', 'aria-hidden': 'true' }, bar),
    );
  });
  return element('ol', { class: 'route' }, ...attempts);
}
