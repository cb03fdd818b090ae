import { expect, test } from 'vitest';
import { digestOf, isSecret, newSecret, prefixOf } from './secret.ts';

test('a secret is parley_ and 38 letters and digits, and no two are the same', () => {
  const secrets = Array.from({ length: 200 }, newSecret);
  for (const secret of secrets) expect(secret).toMatch(/^parley_[0-9A-Za-z]{38}$/);
  expect(new Set(secrets).size).toBe(secrets.length);
  expect(secrets.every(isSecret)).toBe(true);
});

test('any one letter mistyped is noticed', () => {
  const secret = newSecret();
  for (let index = 7; index < secret.length; index++) {
    const other = secret[index] === 'a' ? 'b' : 'a';
    expect(isSecret(secret.slice(0, index) + other + secret.slice(index + 1))).toBe(false);
  }
});

test.each(['', 'parley_', 'sk-123', `x${newSecret()}`, `${newSecret()}x`])('%j is no secret', (text) => {
  expect(isSecret(text)).toBe(false);
});

test('a digest depends on the pepper and says nothing of the secret; five characters of it may be shown', () => {
  const secret = newSecret();
  expect(digestOf(secret, 'one')).toBe(digestOf(secret, 'one'));
  expect(digestOf(secret, 'one')).not.toBe(digestOf(secret, 'two'));
  expect(digestOf(secret, 'one')).toMatch(/^[\w-]{43}$/);
  expect(prefixOf(secret)).toHaveLength(12);
});
