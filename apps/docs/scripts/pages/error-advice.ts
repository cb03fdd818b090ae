import type { ErrorCode } from '@parley/types';

/** What a caller does about each error. A code without a line here does not compile. */
export const adviceOn: Record<ErrorCode, string> = {
  invalid_http_request: 'Look at what builds the request: this is below JSON, in its head or its framing.',
  invalid_header: 'Correct the header that is named.',
  conflicting_credentials: 'Send the key in one header only.',
  invalid_json: 'Serialize the body with a JSON library. The message says where it stops being JSON.',
  invalid_utf8: 'Encode the body as UTF-8.',
  json_too_deep: 'Flatten the body. `limits.jsonDepth` of the configuration is the most that is read.',
  missing_required_parameter: 'Add the field that `param` names.',
  invalid_parameter: 'Correct the field that `param` names. Known fields are strict: nothing is coerced.',
  conflicting_parameters: 'Two fields say different things. Send one of them, or the same in both.',
  unsupported_parameter: 'Leave the field out, or use what the message names in its place.',
  unsupported_by_model:
    'Ask a model that can do what `param` asks for, or `auto`, which picks one. `POST /v1/route` lists what was ruled out and why.',
  context_length_exceeded:
    'Shorten the conversation, lower the cap of the answer, or ask a model with a larger context.',
  content_policy_violation:
    'The provider refused the content. Another provider may have other rules; the same request will be refused again here.',
  upstream_invalid_request:
    'The provider objects to something that the contract allows. `param` is the field, where it said so. Without `x-no-fallback` other providers of the model were asked first.',
  invalid_api_key: 'Send a valid key. Unknown, expired and revoked keys get the same answer.',
  insufficient_funds:
    'Cap the answer with `max_tokens`, so that less has to be set aside, wait for the budget to start anew, or have it raised. `GET /v1/key` shows what is left.',
  permission_denied: 'Use a key with the scope, the models or the address that this needs.',
  model_not_found:
    'Correct the name; `GET /v1/models` lists them. `provider/name` passes any name through to a provider that is switched on.',
  key_not_found: 'Look at the id: `GET /v1/keys` lists the keys that you may see.',
  generation_not_found: 'Look at the id: it is the `id` of a generation, or the `x-request-id` of an answer.',
  route_not_found: 'Look at the path.',
  method_not_allowed: 'Use the method that the `allow` header names.',
  request_timeout: 'Send the request again, faster: `timeouts.requestMs` is what it gets.',
  idempotency_key_in_use: 'Wait for the first request, then send this one again: it gets the same answer.',
  request_too_large:
    'Send less; large images belong at an `https:` address. `limits.bodyBytes` is the most that is taken.',
  unsupported_media_type: 'Send JSON, as `content-type: application/json`.',
  expectation_failed: 'Leave the `expect` header out.',
  idempotency_key_reused: 'Use a new key for a new request.',
  rate_limit_exceeded: 'Wait as long as `retry-after-ms` says. The limits stand on the key: `GET /v1/key`.',
  upstream_rate_limited: 'Wait as long as `retry-after-ms` says, or name other models in `models`.',
  request_headers_too_large: 'Send smaller headers. `limits.headerBytes` is the most that is read.',
  internal_error: 'A fault of the gateway. Tell whoever runs it the request id.',
  contract_violation:
    'A fault of the gateway, which held its own answer back. Tell whoever runs it the request id.',
  upstream_error: 'Send it again, or name other models in `models`.',
  upstream_auth_failed:
    "The gateway's key for this provider is wrong, or has no rights. Whoever runs the gateway has to change it.",
  upstream_connect_failed:
    'Send it again. If it stays, whoever runs the gateway looks at `providers.<id>.baseUrl` and the network.',
  upstream_dns_failed: 'Whoever runs the gateway looks at `providers.<id>.baseUrl`.',
  upstream_tls_failed: "Whoever runs the gateway looks at the provider's certificate.",
  upstream_connection_lost: 'Send it again. Nothing of the answer had come.',
  upstream_empty_response: 'Send it again.',
  upstream_event_too_large: 'Ask for less in one answer. `upstream.maxEventBytes` is the most that is read.',
  upstream_invalid_encoding: 'Whoever runs the gateway looks at what stands between it and the provider.',
  upstream_invalid_response: 'Send it again. If it stays, the log has what came.',
  upstream_response_too_large:
    'Ask for less in one answer. `upstream.maxBodyBytes` is the most that is read.',
  upstream_stream_interrupted:
    'What came is not the whole answer: throw it away, or show it as cut off, and send the request again.',
  no_route: 'Whoever runs the gateway switches a provider on that serves the model.',
  ledger_unavailable:
    'Send it again. Whoever runs the gateway looks at the store; `ledger.whenFull` says whether requests go on without it.',
  gateway_shutdown: 'Send it again: another replica, or the next start, takes it.',
  overloaded:
    'Send it again later. Whoever runs the gateway starts another replica, or raises `limits.concurrentRequests` or `overload`, if that is what was reached.',
  deadline_exceeded: 'Ask for a shorter answer, or stream it. `timeouts.totalMs` is what a request gets.',
  upstream_overloaded: 'Send it again later, or name other models in `models`.',
  upstream_connect_timeout: 'Send it again, or name other models in `models`.',
  upstream_timeout: 'Send it again, stream it, or name other models in `models`.',
  upstream_stream_stalled:
    'What came is not the whole answer: throw it away, or show it as cut off, and send the request again.',
};
