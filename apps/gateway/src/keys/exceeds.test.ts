import { expect, test } from 'vitest';
import { exceeds } from './exceeds.ts';
import { type KeySettings, noLimits, openRules } from './key.ts';

const open: KeySettings = {
  ...{ name: 'a key', scopes: ['chat'], expiresAtMs: null, budget: null, tags: {} },
  rules: openRules,
  limits: noLimits,
  cacheTtlSeconds: null,
};
const ruled = (rules: Partial<KeySettings['rules']>): Partial<KeySettings> => ({
  rules: { ...openRules, ...rules },
});
const limited = (limits: Partial<KeySettings['limits']>): Partial<KeySettings> => ({
  limits: { ...noLimits, ...limits },
});

const cases: [
  field: string | null,
  creator: Partial<KeySettings>,
  child: Partial<KeySettings>,
  why: string,
][] = [
  [null, {}, {}, 'the same'],
  [null, { scopes: ['admin'] }, { scopes: ['chat', 'keys', 'admin'] }, 'an admin grants all'],
  ['scopes', { scopes: ['chat', 'keys'] }, { scopes: ['chat', 'admin'] }, 'a scope that its creator lacks'],
  ['expires_at', { expiresAtMs: 5 }, {}, 'for ever'],
  ['expires_at', { expiresAtMs: 5 }, { expiresAtMs: 6 }, 'longer'],
  [null, { expiresAtMs: 5 }, { expiresAtMs: 5 }, 'as long'],
  ['allowed_models', ruled({ allowed_models: ['openai/*'] }), {}, 'any model'],
  [
    'allowed_models',
    ruled({ allowed_models: ['openai/gpt-4o'] }),
    ruled({ allowed_models: ['openai/*'] }),
    'more',
  ],
  [
    null,
    ruled({ allowed_models: ['openai/*'] }),
    ruled({ allowed_models: ['openai/gpt-*'] }),
    'a part of it',
  ],
  [null, ruled({ allowed_models: ['openai/*'] }), ruled({ allowed_models: [] }), 'none at all'],
  [
    'allowed_providers',
    ruled({ allowed_providers: ['groq'] }),
    ruled({ allowed_providers: ['groq', 'xai'] }),
    'more',
  ],
  [
    'allowed_providers',
    ruled({ allowed_providers: ['*'] }),
    ruled({ allowed_providers: ['groq'] }),
    'a star is no pattern there',
  ],
  ['free_models_only', ruled({ free_models_only: true }), {}, 'paid ones too'],
  [
    'max_price_per_million',
    ruled({ max_price_per_million: '2' }),
    ruled({ max_price_per_million: '2.01' }),
    'dearer',
  ],
  [
    null,
    ruled({ max_price_per_million: '10' }),
    ruled({ max_price_per_million: '9' }),
    'a number, not a word',
  ],
  ['allowed_ips', ruled({ allowed_ips: ['10.0.0.0/8'] }), {}, 'from anywhere'],
  [
    null,
    ruled({ allowed_ips: ['10.0.0.0/8'] }),
    ruled({ allowed_ips: ['10.1.0.0/16', '10.2.3.4'] }),
    'within',
  ],
  ['allowed_ips', ruled({ allowed_ips: ['10.1.0.0/16'] }), ruled({ allowed_ips: ['10.0.0.0/8'] }), 'wider'],
  ['allowed_ips', ruled({ allowed_ips: ['10.0.0.0/8'] }), ruled({ allowed_ips: ['::/0'] }), 'another family'],
  [
    'allowed_ips',
    ruled({ allowed_ips: ['10.0.0.0/8'] }),
    ruled({ allowed_ips: ['::ffff:10.0.0.0/16'] }),
    'all of IPv4, written as IPv6',
  ],
  [
    null,
    ruled({ allowed_ips: ['2001:db8::/32'] }),
    ruled({ allowed_ips: ['2001:db8:1::/48'] }),
    'within, of six',
  ],
  ['requests_per_minute', limited({ requests_per_minute: 60 }), limited({ requests_per_minute: 61 }), 'more'],
  ['tokens_per_minute', limited({ tokens_per_minute: 60 }), {}, 'any number'],
  ['concurrency', limited({ concurrency: 1 }), limited({ concurrency: 2 }), 'more'],
  ['budget', { budget: { limit: 5n, window: 'month' } }, {}, 'without end'],
  ['budget', { budget: { limit: 5n, window: 'month' } }, { budget: { limit: 6n, window: 'total' } }, 'more'],
  [
    'budget',
    { budget: { limit: 5n, window: 'month' } },
    { budget: { limit: 5n, window: 'day' } },
    'as much, oftener',
  ],
  [
    null,
    { budget: { limit: 5n, window: 'month' } },
    { budget: { limit: 5n, window: 'total' } },
    'as much, once',
  ],
];
test.each(cases.map(([field, creator, child, why]) => ({ field, creator, child, why })))(
  '$field: $why',
  ({ field, creator, child }) => {
    expect(exceeds({ ...open, ...child }, { ...open, ...creator })).toBe(field);
  },
);
