import type { ErrorCode, RoutingAttempt } from '@parley/types';
import type { ReportedUsage } from './reported-usage.ts';

/** The codes of what a provider can do wrong. */
export type FailureCode =
  | Extract<ErrorCode, `upstream_${string}`>
  | 'context_length_exceeded'
  | 'content_policy_violation';

/** A provider's refusal or fault, as data. Its own words stay behind: they may hold what callers must not see. */
export type Failure = {
  code: FailureCode;
  /** The provider's HTTP status; 0 when it gave none. */
  status: number;
  /** The field the provider objects to, when it names one that a caller can have sent. */
  param?: string | null;
  retryAfterMs?: number | null;
  /** What it says was used all the same. */
  usage?: ReportedUsage | null;
  /** For the log only. */
  cause?: unknown;
};

export const failure = (code: FailureCode, status: number, cause?: unknown): Failure => ({
  code,
  status,
  cause,
});

/** What a status means at any provider. Adapters look first for what theirs mean by it. */
export function codeOfStatus(status: number): FailureCode {
  switch (status) {
    case 401:
    // The account is empty: another one may not be.
    case 402:
    case 403:
      return 'upstream_auth_failed';
    case 429:
      return 'upstream_rate_limited';
    case 503:
    case 529:
      return 'upstream_overloaded';
    case 408:
    case 504:
      return 'upstream_timeout';
    case 400:
    case 413:
    case 422:
      return 'upstream_invalid_request';
    default:
      return 'upstream_error';
  }
}

const neverSent = new Set<FailureCode>([
  'upstream_connect_failed',
  'upstream_connect_timeout',
  'upstream_dns_failed',
  'upstream_tls_failed',
  'upstream_auth_failed',
]);

/** Whether the provider may charge for what failed so: it may have had the request, and did not refuse it. */
export const mayBeCharged = ({ code, status }: Failure): boolean => status < 400 && !neverSent.has(code);

/** The `error_type` of the attempt that ended so. */
export function errorTypeOf({ code, status }: Failure): RoutingAttempt['error_type'] {
  if (code === 'upstream_rate_limited') return 'rate_limited';
  if (code.endsWith('_timeout') || code === 'upstream_stream_stalled') return 'timeout';
  return status === 0 ? 'network_error' : 'upstream_error';
}
