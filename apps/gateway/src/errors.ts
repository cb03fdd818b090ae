// Every error a caller can see is a row of this table; renderError in gateway-error.ts is the only way out.
// Its codes are the enum ErrorCode of the contract; repository.test.ts holds the two together.
import type { ErrorCode, ErrorType } from '@parley/types';

type Row<Detail> = {
  status: number;
  type: ErrorType;
  /** Whether the same request may succeed later: `x-should-retry`. */
  retry: boolean;
  message: (detail: Detail) => string;
};

const row = <Detail = void>(
  status: number,
  type: ErrorType,
  retry: boolean,
  message: (detail: Detail) => string,
): Row<Detail> => ({ status, type, retry, message });

type Text = { message: string };
type Upstream = { provider: string };
type Limit = { limit: number };

const invalid = 'invalid_request_error';

export const errors = {
  invalid_http_request: row<Text>(
    400,
    invalid,
    false,
    (d) => `This is not a valid HTTP request: ${d.message}.`,
  ),
  invalid_header: row<{ name: string; rule: string }>(
    400,
    invalid,
    false,
    (d) => `The header ${d.name} ${d.rule}.`,
  ),
  conflicting_credentials: row(
    400,
    invalid,
    false,
    () => 'Authorization and x-api-key hold different keys. Send one of them.',
  ),
  invalid_json: row<Text>(400, invalid, false, (d) => `The body is not valid JSON: ${d.message}.`),
  invalid_utf8: row(400, invalid, false, () => 'The body is not valid UTF-8.'),
  json_too_deep: row<Limit>(400, invalid, false, (d) => `The body is nested deeper than ${d.limit} levels.`),
  missing_required_parameter: row<Text>(400, invalid, false, (d) => d.message),
  invalid_parameter: row<Text>(400, invalid, false, (d) => d.message),
  conflicting_parameters: row<Text>(400, invalid, false, (d) => d.message),
  unsupported_parameter: row<Text>(400, invalid, false, (d) => d.message),
  unsupported_by_model: row<Text>(400, invalid, false, (d) => d.message),
  context_length_exceeded: row<{ model: string }>(
    400,
    invalid,
    false,
    (d) =>
      `The messages and the output cap are longer than the context of "${d.model}". Shorten them or pick a larger model.`,
  ),
  content_policy_violation: row<Upstream>(
    400,
    invalid,
    false,
    (d) => `Provider "${d.provider}" refused the content of this request.`,
  ),
  upstream_invalid_request: row<Upstream & { param: string | null }>(400, invalid, false, (d) =>
    d.param === null
      ? `Provider "${d.provider}" refused this request as invalid.`
      : `Provider "${d.provider}" refused this request as invalid: it objects to "${d.param}".`,
  ),
  invalid_api_key: row(
    401,
    invalid,
    false,
    () => 'No valid API key. Send one as "Authorization: Bearer <key>" or "x-api-key: <key>".',
  ),
  insufficient_funds: row(
    402,
    'billing_error',
    false,
    () =>
      'A budget of this key, or of a key above it, does not reach for the most that this request can cost. Cap the answer with "max_tokens", or raise the budget.',
  ),
  permission_denied: row<Text>(403, 'permission_denied', false, (d) => d.message),
  model_not_found: row<{ model: string; near: string | null }>(
    404,
    invalid,
    false,
    (d) => `Model "${d.model}" is not served here.${d.near === null ? '' : ` Did you mean "${d.near}"?`}`,
  ),
  key_not_found: row<{ id: string }>(
    404,
    invalid,
    false,
    (d) => `There is no key "${d.id}" that you may see.`,
  ),
  generation_not_found: row<{ id: string }>(
    404,
    invalid,
    false,
    (d) => `There is no request "${d.id}" that you may see.`,
  ),
  route_not_found: row<{ path: string }>(
    404,
    invalid,
    false,
    (d) => `There is nothing at ${d.path}. See /docs.`,
  ),
  method_not_allowed: row<{ method: string; path: string; allow: string }>(
    405,
    invalid,
    false,
    (d) => `${d.method} is not allowed at ${d.path}. Use ${d.allow}.`,
  ),
  request_timeout: row(408, 'timeout_error', true, () => 'The request did not arrive in time.'),
  idempotency_key_in_use: row(
    409,
    invalid,
    true,
    () => 'A request with this idempotency key is still running.',
  ),
  request_too_large: row<Limit>(
    413,
    invalid,
    false,
    (d) => `The body is larger than ${d.limit} bytes, the most this gateway takes.`,
  ),
  unsupported_media_type: row<Text>(415, invalid, false, (d) => d.message),
  expectation_failed: row(417, invalid, false, () => 'The only expectation met here is "100-continue".'),
  idempotency_key_reused: row<{ isTooLarge: boolean }>(422, invalid, false, (d) =>
    d.isTooLarge
      ? 'The request with this idempotency key was answered, and its answer was too large to be kept. Use another key to ask again.'
      : 'This idempotency key was used before with another body.',
  ),
  rate_limit_exceeded: row<{ limit: 'requests' | 'tokens' | 'concurrency' }>(
    429,
    'rate_limit_error',
    true,
    (d) =>
      d.limit === 'concurrency'
        ? 'As many requests of this key run as may run at once.'
        : `The limit of ${d.limit} a minute of this key is reached.`,
  ),
  upstream_rate_limited: row<Upstream>(
    429,
    'rate_limit_error',
    true,
    (d) => `Provider "${d.provider}" is limiting requests, and there is nobody else to ask.`,
  ),
  request_headers_too_large: row<Limit>(
    431,
    invalid,
    false,
    (d) => `The headers are larger than ${d.limit} bytes, the most this gateway takes.`,
  ),
  internal_error: row(
    500,
    'api_error',
    true,
    () => 'Something went wrong in the gateway. Its log has the cause under this request id.',
  ),
  contract_violation: row(
    500,
    'api_error',
    false,
    () =>
      'The answer did not fit the published contract and was held back. The log has the cause under this request id.',
  ),
  upstream_error: row<Upstream & { status: number }>(
    502,
    'upstream_error',
    true,
    (d) => `Provider "${d.provider}" failed with status ${d.status}.`,
  ),
  upstream_auth_failed: row<Upstream>(
    502,
    'upstream_error',
    false,
    (d) =>
      `Provider "${d.provider}" refused the gateway's own credentials. Yours are fine; tell whoever runs the gateway.`,
  ),
  upstream_connect_failed: row<Upstream>(
    502,
    'upstream_error',
    true,
    (d) => `Provider "${d.provider}" could not be connected to.`,
  ),
  upstream_dns_failed: row<Upstream>(
    502,
    'upstream_error',
    true,
    (d) => `The host name of provider "${d.provider}" could not be resolved.`,
  ),
  upstream_tls_failed: row<Upstream>(
    502,
    'upstream_error',
    false,
    (d) => `No trusted TLS connection to provider "${d.provider}" could be made.`,
  ),
  upstream_connection_lost: row<Upstream>(
    502,
    'upstream_error',
    true,
    (d) => `The connection to provider "${d.provider}" broke before it answered.`,
  ),
  upstream_empty_response: row<Upstream>(
    502,
    'upstream_error',
    true,
    (d) => `Provider "${d.provider}" answered with nothing.`,
  ),
  upstream_event_too_large: row<Upstream>(
    502,
    'upstream_error',
    false,
    (d) => `Provider "${d.provider}" sent a stream event that is too large.`,
  ),
  upstream_invalid_encoding: row<Upstream>(
    502,
    'upstream_error',
    true,
    (d) => `Provider "${d.provider}" compressed its answer, though it was asked not to.`,
  ),
  upstream_invalid_response: row<Upstream>(
    502,
    'upstream_error',
    true,
    (d) => `Provider "${d.provider}" sent what is no valid answer.`,
  ),
  upstream_response_too_large: row<Upstream>(
    502,
    'upstream_error',
    false,
    (d) => `Provider "${d.provider}" sent an answer that is too large.`,
  ),
  upstream_stream_interrupted: row<Upstream>(
    502,
    'upstream_error',
    true,
    (d) =>
      `The stream of provider "${d.provider}" broke off before its end. What came so far is not the whole answer.`,
  ),
  no_route: row<{ model: string }>(
    503,
    'upstream_error',
    true,
    (d) => `No configured provider can serve "${d.model}" now.`,
  ),
  ledger_unavailable: row(
    503,
    'api_error',
    true,
    () => 'The books can not be read or written at the moment. Send the request again later.',
  ),
  gateway_shutdown: row(
    503,
    'api_error',
    true,
    () => 'The gateway is shutting down. Send the request again.',
  ),
  overloaded: row(
    503,
    'api_error',
    true,
    () => 'This gateway has as much to do as it can bear. Send the request again in a moment.',
  ),
  deadline_exceeded: row<{ limitMs: number }>(
    504,
    'timeout_error',
    true,
    (d) => `The request took longer than ${d.limitMs} ms, the most this gateway gives one.`,
  ),
  upstream_overloaded: row<Upstream>(
    503,
    'upstream_error',
    true,
    (d) => `Provider "${d.provider}" is overloaded, and there is nobody else to ask.`,
  ),
  upstream_connect_timeout: row<Upstream>(
    504,
    'timeout_error',
    true,
    (d) => `Provider "${d.provider}" did not accept a connection in time.`,
  ),
  upstream_timeout: row<Upstream>(
    504,
    'timeout_error',
    true,
    (d) => `Provider "${d.provider}" did not answer in time.`,
  ),
  upstream_stream_stalled: row<Upstream>(
    504,
    'timeout_error',
    true,
    (d) =>
      `The stream of provider "${d.provider}" went silent before its end. What came so far is not the whole answer.`,
  ),
} satisfies { [Code in ErrorCode]: Row<never> };
