// https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html
import { ConfigError } from '../../config.ts';
import type { Connect, Environment } from '../connect.ts';
import type { Provider } from '../provider.ts';

export const bedrockVariables = [
  'AWS_REGION',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
];

/** Bedrock in a region: with a key of its own, or signed with the access keys of an AWS account. */
export const connectBedrock: Connect = (given, environment) => {
  const region = settingOf(environment, 'AWS_REGION');
  const sign = signerOf(environment, region);
  const hasKey = given.apiKey !== undefined || settingOf(environment, 'AWS_BEARER_TOKEN_BEDROCK') !== null;
  if (sign === null && !hasKey) return null;
  const baseUrl = given.baseUrl ?? addressIn(region);
  return baseUrl === null ? null : { baseUrl, ...(sign === null ? {} : { sign }) };
};

const settingOf = (environment: Environment, name: string): string | null =>
  environment[name]?.trim() || null;

function addressIn(region: string | null): string | null {
  if (region === null) return null;
  // It becomes a part of a host.
  if (!/^[a-z0-9-]+$/.test(region)) throw new ConfigError(`AWS_REGION is "${region}", which is no region.`);
  return `https://bedrock-runtime.${region}.amazonaws.com`;
}

function signerOf(environment: Environment, region: string | null): Provider['sign'] | null {
  const accessKeyId = settingOf(environment, 'AWS_ACCESS_KEY_ID');
  const secretAccessKey = settingOf(environment, 'AWS_SECRET_ACCESS_KEY');
  if (accessKeyId === null || secretAccessKey === null) return null;
  const sessionToken = settingOf(environment, 'AWS_SESSION_TOKEN');
  const credentials = {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === null ? {} : { sessionToken }),
    // Without it, it is read off the host.
    ...(region === null ? {} : { region }),
    service: 'bedrock',
    cache: new Map<string, ArrayBuffer>(),
  };
  return async ({ url, body, headers }) => {
    const { AwsV4Signer } = await import('aws4fetch');
    const { headers: signed } = await new AwsV4Signer({
      method: 'POST',
      url,
      body,
      headers,
      ...credentials,
    }).sign();
    return Object.fromEntries(
      ['authorization', 'x-amz-date', 'x-amz-security-token'].flatMap((name) => {
        const value = signed.get(name);
        return value === null ? [] : [[name, value] as const];
      }),
    );
  };
}
