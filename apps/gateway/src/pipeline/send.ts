import { exchange, type UpstreamResponse } from '../providers/exchange.ts';
import { type Failure, type FailureCode, failure } from '../providers/failure.ts';
import type { Provider } from '../providers/provider.ts';

export type Sent = { ok: true; response: UpstreamResponse } | { ok: false; failure: Failure };

type Outgoing = {
  provider: Provider;
  /** The place of the provider's key to use; the first, if left out. */
  key?: number;
  path: string;
  body: unknown;
  headers?: Record<string, string>;
  signal: AbortSignal;
};

/**
 * The only outgoing HTTP call in the program. The host is the provider's, from configuration; redirects are not
 * followed. A failure to get an answer is a value, and so is an abort by our side. It has no time limit but the signal.
 */
export async function send({ provider, key = 0, signal, ...outgoing }: Outgoing): Promise<Sent> {
  const path = provider.basePath + outgoing.path;
  const body = JSON.stringify(outgoing.body);
  const headers = {
    'content-type': 'application/json',
    'accept-encoding': 'identity',
    ...outgoing.headers,
    ...(provider.otherHeaders?.[key - 1] ?? provider.headers),
  };
  let signature: Record<string, string> | undefined;
  try {
    signature = await provider.sign?.({ url: provider.origin + path, body, headers });
  } catch (thrown) {
    // Credentials that can't be had are no better than credentials that are refused.
    return { ok: false, failure: failure('upstream_auth_failed', 0, thrown) };
  }
  try {
    const response = await exchange(
      provider.pool,
      {
        ...{ method: 'POST', path, body, headers: { ...headers, ...signature } },
        ...{ headersTimeout: 0, bodyTimeout: 0 },
      },
      signal,
    );
    return { ok: true, response };
  } catch (thrown) {
    return { ok: false, failure: failure(codeOfNetworkError(thrown), 0, thrown) };
  }
}

const codes: { [code: string]: FailureCode } = {
  UND_ERR_CONNECT_TIMEOUT: 'upstream_connect_timeout',
  ETIMEDOUT: 'upstream_connect_timeout',
  ENOTFOUND: 'upstream_dns_failed',
  EAI_AGAIN: 'upstream_dns_failed',
  ECONNREFUSED: 'upstream_connect_failed',
  EHOSTUNREACH: 'upstream_connect_failed',
  ENETUNREACH: 'upstream_connect_failed',
  EADDRNOTAVAIL: 'upstream_connect_failed',
  EPROTO: 'upstream_tls_failed',
  UND_ERR_HEADERS_OVERFLOW: 'upstream_invalid_response',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'upstream_invalid_response',
};

/** Our word for what Node or undici say went wrong on the way. */
export function codeOfNetworkError(thrown: unknown): FailureCode {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  // The one error of undici's without a code of its own.
  if (thrown instanceof Error && thrown.name === 'HTTPParserError') return 'upstream_invalid_response';
  const known = codes[code];
  if (known !== undefined) return known;
  if (/^(ERR_SSL|ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code)) return 'upstream_tls_failed';
  return 'upstream_connection_lost';
}
