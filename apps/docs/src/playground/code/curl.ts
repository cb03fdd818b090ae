import { type Snippet, withVersion } from './snippet.ts';

/** The request as a line for a shell. */
export function curl({ baseUrl, body, headers }: Snippet): string {
  const json = JSON.stringify(body, null, 2).replaceAll("'", `'\\''`);
  return [
    `curl ${body.stream ? '-N ' : ''}${withVersion(baseUrl)}/chat/completions`,
    `  -H "Authorization: Bearer $PARLEY_API_KEY"`,
    `  -H 'Content-Type: application/json'`,
    ...Object.entries(headers).map(([name, value]) => `  -H '${name}: ${value}'`),
    `  -d '${json}'`,
  ].join(' \\\n');
}
