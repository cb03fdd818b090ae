import type { IncomingHttpHeaders } from 'node:http';
import { type GatewayError, gatewayError } from '../gateway-error.ts';

const json = /^application\/json[ \t]*(?:;[ \t]*(?:charset=(?:utf-8|"utf-8")[ \t]*)?)?$/i;

/** Why a body with these headers can't be read as JSON, or null. */
export function checkContentType(headers: IncomingHttpHeaders): GatewayError | null {
  const type = headers['content-type'];
  if (type === undefined || !json.test(type)) return unsupportedContentType(type);
  const encoding = headers['content-encoding'];
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return null;
  return gatewayError('unsupported_media_type', {
    message: `The content-encoding is "${shorten(encoding)}". Send the body uncompressed.`,
  });
}

/** The error for a content-type that is not JSON in UTF-8. */
export function unsupportedContentType(type: string | undefined): GatewayError {
  const found = type === undefined ? 'There is no content-type' : `The content-type is "${shorten(type)}"`;
  return gatewayError('unsupported_media_type', {
    message: `${found}. Send "application/json", in UTF-8.`,
  });
}

const shorten = (value: string): string => (value.length > 100 ? `${value.slice(0, 100)}…` : value);
