import type { Failure } from '../providers/failure.ts';

/** Where the request may go on after a failure. */
type Verdict = 'anywhere' | 'other providers' | 'nowhere' | 'again, once' | 'again, later' | 'another key';

type Asked = { provider: { id: string } };

type Failed<Target extends Asked> = {
  failure: Failure;
  target: Target;
  /** Who was not asked yet, best first. */
  others: Target[];
  /** Whether the target had failed this request before. */
  isRepeated: boolean;
  /** Whether the order of the others is the caller's own. */
  isOrderGiven: boolean;
  /** Whether the request may wait for a target that limits requests. */
  mayWait: boolean;
  /** Whether the target's provider has another key, which is not set aside. */
  hasOtherKey: boolean;
};

/**
 * Who may be asked after a failure, best first; `null`: the request is at fault, and fails. Other providers come before
 * other models of the same one, unless the caller gave an order. The same target again comes last, and only where that
 * can help: after a lost connection once, since it is unknown whether the request was carried out; and when it limits
 * requests, once it no longer does. Where a key was refused and there is another, that one comes first.
 */
export function waitingAfter<Target extends Asked>({
  failure,
  target,
  others,
  isRepeated,
  isOrderGiven,
  mayWait,
  hasOtherKey,
}: Failed<Target>): Target[] | null {
  const elsewhere = others.filter(({ provider }) => provider.id !== target.provider.id);
  const here = others.filter(({ provider }) => provider.id === target.provider.id);
  const ordered = isOrderGiven ? others : [...elsewhere, ...here];
  switch (verdictOn(failure)) {
    case 'nowhere':
      return null;
    case 'other providers':
      return elsewhere;
    case 'another key':
      return hasOtherKey ? [target, ...ordered] : elsewhere;
    case 'anywhere':
      return ordered;
    case 'again, once':
      return isRepeated ? ordered : [...ordered, target];
    case 'again, later':
      return mayWait || hasOtherKey ? [...ordered, target] : ordered;
  }
}

function verdictOn({ code }: Failure): Verdict {
  switch (code) {
    case 'upstream_connection_lost':
      return 'again, once';
    case 'upstream_rate_limited':
      return 'again, later';
    case 'upstream_auth_failed':
      return 'another key';
    case 'upstream_connect_failed':
    case 'upstream_connect_timeout':
    case 'upstream_dns_failed':
    case 'upstream_tls_failed':
      return 'other providers';
    case 'upstream_empty_response':
    case 'upstream_error':
    case 'upstream_event_too_large':
    case 'upstream_invalid_encoding':
    case 'upstream_invalid_response':
    case 'upstream_overloaded':
    case 'upstream_stream_interrupted':
    case 'upstream_stream_stalled':
    case 'upstream_timeout':
      return 'anywhere';
    case 'content_policy_violation':
    case 'context_length_exceeded':
    case 'upstream_invalid_request':
    // It was paid for, and would be as long elsewhere.
    case 'upstream_response_too_large':
      return 'nowhere';
  }
}
