import { type Admission, type RateState, windowMs } from './limiter.ts';

/**
 * Where the limits stand, in the fields that the IETF's HTTP API working group drafts:
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/. Times are whole seconds.
 */
export function rateLimitHeaders({ states, degraded }: Admission): Record<string, string> {
  if (states.length === 0) return {};
  const list = (tell: (state: RateState) => string) =>
    states.map((state) => `"${state.name}";${tell(state)}`).join(', ');
  return {
    'ratelimit-policy': list(({ perMinute }) => `q=${perMinute};w=${windowMs / 1_000}`),
    ratelimit: list(({ remaining, resetMs }) => `r=${remaining};t=${Math.ceil(resetMs / 1_000)}`),
    ...(degraded ? { 'x-parley-limits': 'local' } : {}),
  };
}
