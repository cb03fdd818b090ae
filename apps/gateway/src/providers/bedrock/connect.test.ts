import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { callOf } from '../../../test/support/told-by-adapter.ts';
import { uncataloguedModel } from '../../catalog/model.ts';
import { readConfig } from '../../config.ts';
import { send } from '../../pipeline/send.ts';
import { createProvider, enabledProviders } from '../create-providers.ts';

const config = (given?: object) =>
  readConfig({ providers: given === undefined ? {} : { bedrock: given } }, 'a test');
const keys = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret\n' };
const region = { AWS_REGION: 'eu-central-1' };

function make(environment: { [name: string]: string }, given?: object) {
  const provider = createProvider('bedrock', config(given), environment);
  onTestFinished(() => provider.pool.close());
  return provider;
}

describe('Bedrock is on', () => {
  const cases: [environment: { [name: string]: string }, on: boolean][] = [
    [{}, false],
    [region, false],
    // Access keys are on many machines that have nothing to do with Bedrock.
    [keys, false],
    [{ ...region, AWS_ACCESS_KEY_ID: 'AKID' }, false],
    [{ ...region, ...keys }, true],
    [{ ...region, AWS_BEARER_TOKEN_BEDROCK: 'key' }, true],
  ];
  test.each(cases)('with %j: %s', (environment, on) => {
    expect(enabledProviders(config(), environment).includes('bedrock')).toBe(on);
  });

  test('in its region, with its key before the account’s', () => {
    const provider = make({ ...region, ...keys, AWS_BEARER_TOKEN_BEDROCK: 'key' });
    expect(provider).toMatchObject({
      origin: 'https://bedrock-runtime.eu-central-1.amazonaws.com',
      basePath: '',
      headers: { authorization: 'Bearer key' },
    });
    expect(provider.sign).toBeUndefined();
  });

  test('and says what is missing', () => {
    expect(() => make({ AWS_BEARER_TOKEN_BEDROCK: 'key' })).toThrow(/AWS_REGION/);
    expect(() => make({ ...keys, AWS_REGION: 'evil.test/#' })).toThrow(/AWS_REGION/);
  });
});

describe('a signature', () => {
  const hash = (data: string) => createHash('sha256').update(data).digest('hex');
  const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();

  /** What the signature has to be, worked out from what arrived. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
  function expectedFor({ headers, url = '' }: IncomingMessage, body: string) {
    const authorization = String(headers.authorization);
    const [, scope = '', names = ''] =
      /Credential=AKID\/(\S+), SignedHeaders=(\S+),/.exec(authorization) ?? [];
    const path = url.split('/').map(encodeURIComponent).join('/');
    const signed = names.split(';').map((name) => `${name}:${String(headers[name])}\n`);
    const canonical = ['POST', path, '', signed.join(''), names, hash(body)].join('\n');
    const toSign = ['AWS4-HMAC-SHA256', String(headers['x-amz-date']), scope, hash(canonical)].join('\n');
    const key = scope.split('/').reduce<string | Buffer>((before, part) => hmac(before, part), 'AWS4secret');
    return { scope, names: names.split(';'), authorization, signature: hmac(key, toSign).toString('hex') };
  }

  test.each([
    ['of lasting keys', {}, []],
    ['of keys for a session', { AWS_SESSION_TOKEN: 'session' }, ['x-amz-security-token']],
  ])('%s is what AWS works out from the request', async (_what, session, more) => {
    const arrived: ReturnType<typeof expectedFor>[] = [];
    const server = createServer(async (request, response) => {
      arrived.push(expectedFor(request, await text(request)));
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close().closeAllConnections());
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : null;
    const provider = make({ ...region, ...keys, ...session }, { baseUrl: `http://127.0.0.1:${port}` });
    const call = callOf({}, uncataloguedModel('eu.anthropic.claude-sonnet-4-5-20250929-v1:0'));
    const sent = await send({
      provider,
      ...provider.adapter.request(call),
      signal: new AbortController().signal,
    });
    if (!sent.ok) throw new Error(sent.failure.code);
    sent.response.body.destroy();
    const [got] = arrived;
    expect(got?.scope).toMatch(/^\d{8}\/eu-central-1\/bedrock\/aws4_request$/);
    expect(got?.names).toEqual(expect.arrayContaining(['host', 'x-amz-date', ...more]));
    expect(got?.authorization).toContain(`Signature=${got?.signature}`);
  });
});
