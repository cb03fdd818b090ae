/** The gateway's address without a trailing slash or `/v1`: the contract's paths begin with `/v1` themselves. */
export function withoutVersion(baseUrl: string): string {
  // Of JavaScript, or an environment variable that isn't set.
  if (typeof baseUrl !== 'string')
    throw new TypeError(`baseUrl must be the gateway's address as a string, got ${baseUrl}.`);
  return baseUrl.replace(/\/+$/, '').replace(/\/v1$/, '');
}
