/** The gateway's address without a trailing slash or `/v1`: the contract's paths begin with `/v1` themselves. */
export function withoutVersion(baseUrl: string): string {
  return baseUrl.replace(/\/+$/, '').replace(/\/v1$/, '');
}
