import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { ChatCompletionRequest } from '@parley/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { certificate, key } from '../../test/support/loopback-certificate.ts';
import { GatewayError } from '../gateway-error.ts';
import { createMediaFetcher } from './fetch-media.ts';
import { inlineMedia } from './inline-media.ts';
import { isPrivateAddress } from './private-address.ts';

const png = Buffer.from('89504e470d0a1a0a', 'hex');
const never = new AbortController().signal;
const limits = { maxBytes: 1000, timeoutMs: 2000, ca: certificate };
const open = createMediaFetcher({ ...limits, isForbidden: () => false });
const guarded = createMediaFetcher({ ...limits, isForbidden: isPrivateAddress });

let server: Server;
let origin: string;
let hits: string[] = [];

beforeAll(async () => {
  server = createServer({ key, cert: certificate }, (request, response) => {
    hits.push(request.url ?? '');
    switch (request.url) {
      case '/picture.png':
        return response.setHeader('content-type', 'image/png').end(png);
      case '/large':
        return response.setHeader('content-type', 'image/png').end(Buffer.alloc(2000));
      case '/large-and-unannounced':
        response.setHeader('content-type', 'image/png').write(Buffer.alloc(900));
        return response.end(Buffer.alloc(900));
      case '/redirect':
        return response.writeHead(302, { location: '/picture.png' }).end();
      case '/page':
        return response.setHeader('content-type', 'text/html').end('<p>');
      case '/never':
        return undefined;
      default:
        return response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `https://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await Promise.all([open.close(), guarded.close()]);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('addresses that lead inside are private', () => {
  test.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '192.0.0.192',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001:0:1::',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    'localhost',
    '',
  ])('%s', (address) => expect(isPrivateAddress(address)).toBe(true));

  test.each([
    '1.1.1.1',
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '::ffff:8.8.8.8',
  ])('and %s is not', (address) => expect(isPrivateAddress(address)).toBe(false));
});

describe('a caller’s address', () => {
  test('is fetched and becomes a data: URL', async () => {
    expect(await open.load(`${origin}/picture.png`, never)).toBe(
      `data:image/png;base64,${png.toString('base64')}`,
    );
  });

  const refused: [address: () => string, reason: RegExp][] = [
    [() => `${origin}/redirect`, /redirects/],
    [() => `${origin}/large`, /larger than 1000/],
    [() => `${origin}/large-and-unannounced`, /larger than 1000/],
    [() => `${origin}/page`, /no image/],
    [() => `${origin}/missing`, /status 404/],
    [() => origin.replace('https', 'http'), /only https/],
    [() => origin.replace('https://', 'https://user:secret@'), /credentials/],
    [() => 'ftp://example.com/x.png', /only https/],
    [() => 'https://', /not a valid URL/],
  ];
  test.each(refused)('%s is refused', async (address, reason) => {
    await expect(open.load(address(), never)).rejects.toThrow(reason);
  });

  test('that redirects is not followed', async () => {
    hits = [];
    await open.load(`${origin}/redirect`, never).catch(() => {});
    expect(hits).toEqual(['/redirect']);
  });

  test('that hangs is given up', async () => {
    const hasty = createMediaFetcher({ ...limits, timeoutMs: 50, isForbidden: () => false });
    await expect(hasty.load(`${origin}/never`, never)).rejects.toThrow(/took too long/);
    await hasty.close();
  });

  // One-api issue 2388 and new-api GHSA-9f46-w24h-69w4: pictures as a way into the network.
  test.each([
    () => `${origin}/picture.png`,
    () => origin.replace('localhost', '127.0.0.1'),
    () => origin.replace('localhost', '[::1]'),
    () => origin.replace('localhost', '[::ffff:127.0.0.1]'),
    () => origin.replace('localhost', '2130706433'),
    () => origin.replace('localhost', '0x7f.1'),
    () => 'https://169.254.169.254/latest/meta-data',
  ])('that leads inside is never connected to (%#)', async (address) => {
    hits = [];
    await expect(guarded.load(address(), never)).rejects.toThrow(/not a public one/);
    expect(hits).toEqual([]);
  });
});

describe('a request', () => {
  const asking = (...urls: string[]): ChatCompletionRequest => ({
    model: 'm',
    messages: [
      { role: 'system', content: 'Look.' },
      {
        role: 'user',
        content: urls.map((url) => ({ type: 'image_url', image_url: { url, detail: 'low' } })),
      },
    ],
  });

  test('without remote files is left as it is', async () => {
    const request = asking('data:image/png;base64,AA==');
    expect(await inlineMedia(request, guarded, never)).toBe(request);
  });

  test('gets its remote files in their places', async () => {
    const inlined = await inlineMedia(
      asking('data:image/png;base64,AA==', `${origin}/picture.png`),
      open,
      never,
    );
    expect(inlined).toEqual(
      asking('data:image/png;base64,AA==', `data:image/png;base64,${png.toString('base64')}`),
    );
  });

  test('whose file can’t be had is told which', async () => {
    const failed = await inlineMedia(
      asking('data:image/png;base64,AA==', 'https://127.0.0.1/x'),
      guarded,
      never,
    ).catch((thrown: unknown) => thrown);
    expect(failed).toBeInstanceOf(GatewayError);
    expect(failed).toMatchObject({
      code: 'invalid_parameter',
      context: { param: 'messages[1].content[1].image_url.url' },
    });
  });
});
