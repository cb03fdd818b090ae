import type { Exchange } from '../http/exchange.ts';

/** An exchange as it went over the wire, for people. */
export function showExchange(exchange: Exchange): string {
  return `${showRequest(exchange)}\n\n${showAnswer(exchange)}`;
}

export function showRequest({ request }: Exchange): string {
  const { method, url, headers, body } = request;
  if (method === 'RAW') return body;
  return [`${method} ${url}`, ...headerLines(headers), ...(body === '' ? [] : ['', body])].join('\n');
}

export function showAnswer({ answer, failure, durationMs }: Exchange): string {
  const ending = failure === null ? [] : ['', `[${failure}]`];
  if (answer === null) return `[no answer after ${durationMs} ms: ${failure}]`;
  return [
    `HTTP ${answer.status}, ${durationMs} ms`,
    ...headerLines(answer.headers),
    '',
    answer.body,
    ...ending,
  ].join('\n');
}

function headerLines(headers: Record<string, string>): string[] {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
}
