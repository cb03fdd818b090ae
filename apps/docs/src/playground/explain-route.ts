import { createClient } from '@parley/client';
import type {
  ChatCompletionRequest,
  ErrorResponse,
  RouteCandidate,
  RouteExplanation,
  ScoreParts,
} from '@parley/types';
import { readyFor } from './ask.ts';
import type { Connection } from './connection.ts';
import { element } from './element.ts';
import { duration, plural } from './format.ts';

/** Where this request would go and why, as the gateway says without asking anybody. */
export async function explainRoute(
  connection: Connection,
  body: ChatCompletionRequest,
  noFallback: boolean,
): Promise<HTMLElement[]> {
  const client = createClient(readyFor(connection));
  const params = noFallback ? { header: { 'x-no-fallback': 'true' as const } } : {};
  try {
    const { data, error } = await client.http.POST('/v1/route', { body, params });
    return data === undefined ? refused(error) : explained(data);
  } catch (thrown) {
    return [element('p', { class: 'failure' }, `The gateway could not be reached: ${String(thrown)}`)];
  }
}

const refused = (response: ErrorResponse): HTMLElement[] => [
  element(
    'div',
    { class: 'failure' },
    element('p', { class: 'fault-code' }, element('code', {}, response.error.code)),
    element('p', {}, response.error.message),
  ),
];

function explained({
  candidates,
  chosen,
  dropped,
  fallback,
  prompt_tokens,
  selection,
}: RouteExplanation): HTMLElement[] {
  return [
    element(
      'p',
      { class: 'from' },
      element('code', {}, chosen),
      ' ',
      element(
        'span',
        { class: 'note' },
        `${selection.replaceAll('_', ' ')}, about ${plural(prompt_tokens, 'token')} of prompt`,
      ),
    ),
    element(
      'section',
      {},
      element('h3', {}, plural(candidates.length, 'candidate')),
      element('ol', { class: 'candidates' }, ...candidates.map(candidate)),
      element(
        'p',
        { class: 'note' },
        fallback ? 'Tried in this order, as far as needed.' : 'Only the first would be tried.',
      ),
    ),
    ...(dropped.length === 0
      ? []
      : [
          element(
            'section',
            {},
            element('h3', {}, 'Left out'),
            element(
              'ul',
              { class: 'dropped' },
              ...dropped.map(({ param, reason, targets }) =>
                element(
                  'li',
                  { class: 'drop' },
                  element(
                    'details',
                    {},
                    element(
                      'summary',
                      {},
                      element('code', {}, param),
                      ` ${reason} `,
                      element('span', { class: 'note' }, plural(targets.length, 'place')),
                    ),
                    element('p', { class: 'note' }, targets.join(', ')),
                  ),
                ),
              ),
            ),
          ),
        ]),
  ];
}

function candidate({
  chosen,
  expected_cost_usd,
  health,
  model,
  provider,
  score,
  score_parts,
}: RouteCandidate): HTMLElement {
  const cost = expected_cost_usd === null ? 'price not known' : `about $${expected_cost_usd.toPrecision(2)}`;
  const speed = [
    `${(100 * health.uptime).toFixed(0)} % up`,
    ...(health.first_token_ms === null ? [] : [`${duration(health.first_token_ms)} to the first token`]),
    ...(health.tokens_per_second === null ? [] : [`${health.tokens_per_second.toFixed(0)} tokens/s`]),
    `${plural(Math.round(health.calls), 'call')} measured`,
  ];
  return element(
    'li',
    { class: 'candidate', 'data-chosen': chosen },
    element('span', { class: 'place' }, `${provider}/${model}`),
    element('span', { class: 'took' }, cost),
    element('span', { class: 'note' }, `${health.state}, ${speed.join(', ')}`),
    element('span', { class: 'note' }, `score ${score.toFixed(3)}${partsOf(score_parts)}`),
  );
}

function partsOf(parts: ScoreParts): string {
  const some = Object.entries(parts).filter(([, value]) => value > 0);
  return some.length === 0
    ? ''
    : `: ${some.map(([name, value]) => `${name.replaceAll('_', ' ')} ${value.toFixed(3)}`).join(', ')}`;
}
