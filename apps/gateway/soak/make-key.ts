import type { CreateKeyRequest, CreateKeyResponse } from '@parley/types';

/** Makes a key of a running gateway, and gives its id and its secret. */
export async function makeKey(
  { url, key }: { url: string; key: string },
  asked: Omit<CreateKeyRequest, 'name'> & { name?: string },
): Promise<{ id: string; secret: string }> {
  const response = await fetch(`${url}/v1/keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'soak', ...asked }),
  });
  const text = await response.text();
  if (response.status !== 201) throw new Error(`No key was made: ${response.status} ${text}`);
  // The gateway holds its own answers to this.
  const made: CreateKeyResponse = JSON.parse(text);
  return { id: made.key.id, secret: made.secret };
}
