import { type LookupAddress, lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { Agent } from 'undici';
import { readBody } from '../providers/read-body.ts';

export type MediaLimits = { maxBytes: number; timeoutMs: number };

export type MediaFetcher = {
  /** Fetches a caller's file and gives it as a `data:` URL. Rejects with a MediaError. */
  load(url: string, signal: AbortSignal): Promise<string>;
  close(): Promise<void>;
};

/** Why a caller's address could not be fetched, in words for the caller. */
export class MediaError extends Error {
  override readonly name = 'MediaError';
}

type Options = MediaLimits & {
  isForbidden: (address: string) => boolean;
  /** Further certificates to trust, for tests. */
  ca?: string;
};

const mediaType = /^(image|audio|video)\/[\w.+-]+$|^application\/pdf$|^text\/plain$/;

/**
 * Fetches what callers name by address: https only, no redirects, capped in size and time, and never from an address
 * that isn't public. That is checked on the address that is connected to, so a name that changes its mind is no way in.
 */
export function createMediaFetcher({ isForbidden, maxBytes, timeoutMs, ca }: Options): MediaFetcher {
  const lookup: LookupFunction = (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return done(error, []);
      const forbidden = found.find(({ address }) => isForbidden(address));
      if (forbidden !== undefined) return done(new MediaError('its address is not a public one'), []);
      if (options.all) return done(null, found);
      const [first] = found as [LookupAddress];
      done(null, first.address, first.family);
    });
  };
  let agent: Agent | null = null;
  return {
    async load(address, signal) {
      const url = checkedUrl(address, isForbidden);
      try {
        // Loaded now, since most gateways fetch nothing.
        const { Agent, request } = await import('undici');
        agent ??= new Agent({ connect: { lookup, timeout: timeoutMs, ...(ca === undefined ? {} : { ca }) } });
        const { statusCode, headers, body } = await request(url, {
          dispatcher: agent,
          headers: { accept: 'image/*, audio/*, application/pdf', 'accept-encoding': 'identity' },
          headersTimeout: timeoutMs,
          bodyTimeout: timeoutMs,
          signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        });
        const type =
          String(headers['content-type'] ?? '')
            .split(';', 1)[0]
            ?.trim()
            .toLowerCase() ?? '';
        const refusal = refusalOf(statusCode, type, Number(headers['content-length'] ?? 0), maxBytes);
        const bytes = refusal === null ? await readBody(body, maxBytes) : null;
        body.on('error', () => {}).destroy();
        if (bytes === null) throw new MediaError(refusal ?? `it is larger than ${maxBytes} bytes`);
        return `data:${type};base64,${bytes.toString('base64')}`;
      } catch (thrown) {
        if (signal.aborted) throw signal.reason;
        throw thrown instanceof MediaError ? thrown : new MediaError(reasonOf(thrown), { cause: thrown });
      }
    },
    close: async () => agent?.destroy(),
  };
}

function checkedUrl(address: string, isForbidden: Options['isForbidden']): URL {
  if (!URL.canParse(address)) throw new MediaError('it is not a valid URL');
  const url = new URL(address);
  if (url.protocol !== 'https:') throw new MediaError('only https addresses and data: URLs are fetched');
  if (url.username !== '' || url.password !== '') throw new MediaError('it holds credentials');
  // A literal address is connected to without being looked up.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && isForbidden(host)) throw new MediaError('its address is not a public one');
  return url;
}

function refusalOf(status: number, type: string, length: number, maxBytes: number): string | null {
  if (status >= 300 && status < 400) return 'it redirects, and redirects are not followed';
  if (status !== 200) return `it answered with status ${status}`;
  if (!mediaType.test(type)) return 'it is no image, sound or document';
  return length > maxBytes ? `it is larger than ${maxBytes} bytes` : null;
}

// Whether a host exists, or a port is open, is not for callers to learn from us.
function reasonOf(thrown: unknown): string {
  const { cause, name } = thrown instanceof Error ? thrown : new Error();
  if (cause instanceof MediaError) return cause.message;
  return name === 'TimeoutError' || /Timeout/.test(name) ? 'it took too long' : 'it could not be reached';
}
