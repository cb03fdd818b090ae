import type { RouteCandidate, RoutingAttempt } from '@parley/types';
import type { Stop } from '../../src/landing/journey.ts';
import type { Travelled } from './travel.ts';

const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** A stream event, without what is the same in all of them. */
const event = (data: string): string =>
  data === '[DONE]' ? `data: ${data}` : `data: ${data.replace(/"id":.*?"choices"/, '…"choices"')}`;

/** What happened to a request, step by step, in the order of the path. */
export function stopsOf(travelled: Travelled): Stop[] {
  const { route, refusal } = travelled;
  const head: Stop[] = [
    stop(
      'authenticate',
      'a key with the scope “chat”',
      'Headers',
      'POST /v1/chat/completions\nauthorization: Bearer parley_…',
    ),
  ];
  if (route === null) {
    const why = refusal?.error.message ?? '';
    const shown = { title: `${travelled.status}, and nobody was asked`, text: json(refusal) };
    return [...head, { step: 'validate', note: why, shown, outcome: 'ended' }];
  }
  return [
    ...head,
    stop('validate', 'fits the contract', 'The request', json(travelled.body)),
    stop('resolve-model', namedBy(route.requested_model), 'The name', namedBy(route.requested_model)),
    stop(
      'choose-routes',
      `${route.selection.replaceAll('_', ' ')}: ${route.chosen}`,
      'POST /v1/route says the same',
      json({
        chosen: route.chosen,
        selection: route.selection,
        candidates: route.candidates.map(shownCandidate),
      }),
    ),
    stop(
      'admit',
      'within the limits of the key',
      'Limits of the key',
      'requests a minute, tokens a minute, concurrency',
    ),
    stop(
      'book',
      `$${travelled.reservedUsd} set aside`,
      'GET /v1/key',
      json({ budget: { limit_usd: '5', reserved_usd: travelled.reservedUsd } }),
    ),
    ...attemptsOf(travelled),
    ...endOf(travelled),
  ];
}

const stop = (step: string, note: string, title: string, text: string): Stop => ({
  step,
  note,
  shown: { title, text },
  outcome: 'passed',
});

const namedBy = (name: string): string =>
  name === 'auto' ? 'auto: any model that can do it' : `pinned: ${name.replace('/', ', model ')}`;

const shownCandidate = ({ provider, model, expected_cost_usd }: RouteCandidate) => ({
  place: `${provider}/${model}`,
  expected_cost_usd,
});

function attemptsOf({ last, sent, events }: Travelled): Stop[] {
  const routing: RoutingAttempt[] = last?.metadata?.routing ?? [];
  return routing.map((attempt, index): Stop => {
    const wire = sent[index];
    const began = attempt.status_code === 200;
    const body: unknown = JSON.parse(wire?.body ?? 'null');
    const answer = began
      ? `\n\n${event(events[0] ?? '')}`
      : `\n\n${attempt.status_code} ${attempt.error_type}`;
    return {
      step: 'attempt',
      note: `${attempt.provider} ${attempt.status_code}, ${Math.round(attempt.duration_ms)} ms`,
      shown: { title: `To ${attempt.provider}: POST ${wire?.path ?? ''}`, text: json(body) + answer },
      outcome: began ? 'passed' : 'failed',
    };
  });
}

function endOf({ last, events, record }: Travelled): Stop[] {
  if (last === null) return [];
  const { usage, metadata } = last;
  const isBroken = 'error' in last;
  const cost = usage?.cost_usd_total;
  const told = `data: ${json({
    choices: 'choices' in last ? last.choices : [],
    ...('error' in last ? { error: last.error } : {}),
    usage: costsOf(usage),
    metadata: {
      request_id: metadata?.request_id,
      routing: metadata?.routing,
      usage_source: metadata?.usage_source,
    },
  })}`;
  return [
    ...(isBroken ? [] : [stop('heal', 'nothing to mend', 'metadata', json({ plugins: {} }))]),
    stop(
      'price',
      `$${cost}`,
      'Counted, times a dated price',
      json({ usage: costsOf(usage), price: metadata?.price }),
    ),
    stop(
      'record',
      `${record?.outcome}: $${record?.cost_usd}`,
      'GET /v1/generations',
      json({
        outcome: record?.outcome,
        error_code: record?.error_code,
        cost_usd: record?.cost_usd,
        routing: record?.routing,
      }),
    ),
    {
      step: 'reply',
      note: isBroken ? 'an error event, and no [DONE]' : 'the last chunk, then [DONE]',
      shown: {
        title: 'The end of the stream',
        text: isBroken ? told : `${told}\n\n${event(events.at(-1) ?? '')}`,
      },
      outcome: isBroken ? 'ended' : 'passed',
    },
  ];
}

function costsOf(usage: object | undefined): object {
  return Object.fromEntries(
    Object.entries(usage ?? {}).filter(
      ([name, value]) => typeof value === 'number' && (value > 0 || name.endsWith('total')),
    ),
  );
}
