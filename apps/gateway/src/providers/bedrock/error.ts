// https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html
import { codeOfStatus, type Failure, type FailureCode } from '../failure.ts';
import { objectOf, parseJson, stringOf } from '../json.ts';
import { type ResponseHeaders, retryAfterMsOf } from '../retry-after.ts';

/** Explains a status and a body that say failure. AWS's sentence stays here. */
export function explainError(status: number, headers: ResponseHeaders, body: unknown): Failure {
  const { message, __type: named } = objectOf(body);
  // `ValidationException:http://internal.amazon.com/...`, or `com.amazon.coral#ValidationException` in the body.
  const type =
    stringOf(headers['x-amzn-errortype'])?.split(':', 1)[0] ?? stringOf(named)?.split('#').at(-1) ?? '';
  return {
    code: codeOf(status, type, stringOf(message) ?? ''),
    status,
    param: null,
    retryAfterMs: retryAfterMsOf(headers),
    cause: body,
  };
}

const statuses: { [type: string]: number } = {
  validationexception: 400,
  accessdeniedexception: 403,
  modeltimeoutexception: 408,
  modelstreamerrorexception: 424,
  throttlingexception: 429,
  internalserverexception: 500,
  serviceunavailableexception: 503,
};

/** Explains an exception in a stream: it counts as the status that AWS gives it elsewhere. */
export function explainException(data: string): Failure {
  const { type, body } = objectOf(parseJson(data));
  const name = stringOf(type) ?? '';
  const status = statuses[name.toLowerCase()] ?? 500;
  return explainError(status, { 'x-amzn-errortype': name }, parseJson(stringOf(body) ?? ''));
}

function codeOf(status: number, type: string, message: string): FailureCode {
  // Some of these come with a 400.
  if (
    /expiredtoken|unrecognizedclient|invalidsignature|incompletesignature|missingauthentication/i.test(type)
  )
    return 'upstream_auth_failed';
  if (/throttling|toomanyrequests|servicequotaexceeded/i.test(type)) return 'upstream_rate_limited';
  if (status === 429 && /modelnotready/i.test(type)) return 'upstream_overloaded';
  const code = codeOfStatus(status);
  const isTooLong =
    /too long|context (length|window)|too many (input )?tokens|maximum (number of )?tokens/i.test(message);
  return code === 'upstream_invalid_request' && isTooLong ? 'context_length_exceeded' : code;
}
