/** A key in the configuration is an API key, which Google lets begin like this, or an access token. */
export const authorize = (apiKey: string): Record<string, string> =>
  /^(AIza|AQ\.)/.test(apiKey) ? { 'x-goog-api-key': apiKey } : { authorization: `Bearer ${apiKey}` };
