import { expect, test } from 'vitest';
import { compiled } from './support/compiled.ts';

const scope = { type: 'string', enum: ['read', 'write'] };
const key = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: {
    scopes: { type: 'array', minItems: 1, uniqueItems: true, items: { $ref: '#/components/schemas/Scope' } },
    expires_at: { type: ['string', 'null'], format: 'date-time' },
    born_on: { type: 'string', format: 'date' },
    budget: { oneOf: [{ $ref: '#/components/schemas/Budget' }, { type: 'null' }] },
    tags: { type: 'object', additionalProperties: { type: 'string' } },
  },
};
const budget = { type: 'object', additionalProperties: false, properties: { usd: { type: 'number' } } };

test.each<[object, string | null, string | null]>([
  [{ scopes: ['read', 'write'], expires_at: null, budget: null, tags: { a: 'b' } }, null, null],
  [{ expires_at: '2026-01-31T12:00:00Z', born_on: '2024-02-29', budget: { usd: 5 } }, null, null],
  [{}, null, 'The body must not be empty.'],
  [{ scopes: [] }, 'scopes', 'scopes must not be empty.'],
  [{ scopes: ['read', 'read'] }, 'scopes', 'scopes must not hold a value twice.'],
  [{ scopes: ['admin'] }, 'scopes[0]', 'scopes[0] must be "read" or "write", got "admin".'],
  [
    { expires_at: 'tomorrow' },
    'expires_at',
    'expires_at must be a time such as 2026-01-31T12:00:00Z, got "tomorrow".',
  ],
  [{ born_on: '2026-02-29' }, 'born_on', 'born_on must be a date such as 2026-01-31, got "2026-02-29".'],
  [{ budget: 5 }, 'budget', 'budget must be an object or null, got 5.'],
  [{ budget: { eur: 5 } }, 'budget.eur', 'budget.eur is not a field of budget.'],
  [{ colour: 'red' }, 'colour', 'colour is not a field of this operation.'],
  [{ tags: { a: 5 } }, 'tags.a', 'tags.a must be a string, got 5.'],
])('%j', async (value, param, message) => {
  const check = await compiled(key, { Scope: scope, Budget: budget });
  const problem = check(value);
  expect(problem?.message ?? null).toBe(message);
  expect(problem?.param ?? null).toBe(param);
});

test('a hundred thousand values are compared once each', async () => {
  const check = await compiled({ type: 'array', uniqueItems: true, items: { type: 'string' } });
  const reads = { count: 0 };
  const values = new Proxy(
    Array.from({ length: 100_000 }, (_, index) => `${index}`),
    {
      get(target, index) {
        if (typeof index === 'string' && /^\d+$/.test(index)) reads.count++;
        return Reflect.get(target, index);
      },
    },
  );
  expect(check(values)).toBeNull();
  expect(reads.count).toBeLessThanOrEqual(200_000);
});
