import { CommandError } from './command.ts';
import { reasonOf } from './reason-of.ts';

const timeoutMs = 30_000;
const mostBytes = 64 * 1024 * 1024;

/** The JSON at an address, within half a minute and 64 MB. Throws a CommandError. */
export async function download(url: string): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, {
      signal: AbortSignal.timeout(timeoutMs),
      headers: { accept: 'application/json' },
    });
  } catch (thrown) {
    throw new CommandError(
      `${url} can't be reached: ${reasonOf(thrown)}. A file will do as well: --from FILE.`,
    );
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw new CommandError(`${url} answered ${response.status} ${response.statusText}.`);
  }
  const text = await bodyOf(response, url);
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new CommandError(`${url} didn't answer with valid JSON: ${reasonOf(thrown)}.`);
  }
}

async function bodyOf(response: Response, url: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > mostBytes) break;
      text += decoder.decode(chunk, { stream: true });
    }
  } catch (thrown) {
    throw new CommandError(`${url} broke off: ${reasonOf(thrown)}.`);
  }
  if (bytes > mostBytes)
    throw new CommandError(`${url} has more than ${mostBytes} bytes, so it is no catalogue.`);
  return text + decoder.decode();
}
