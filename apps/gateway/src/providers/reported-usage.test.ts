import { expect, test } from 'vitest';
import { laterUsage, pricelessTier, type ReportedUsage, reportUsage } from './reported-usage.ts';

const counts = (prompt: number, completion: number) => ({
  prompt_tokens: prompt,
  completion_tokens: completion,
  total_tokens: prompt + completion,
});

const later: [
  what: string,
  before: ReportedUsage | null,
  now: ReportedUsage | null,
  want: ReportedUsage | null,
][] = [
  ['nothing says nothing', null, null, null],
  ['what was said stays', counts(5, 1), null, counts(5, 1)],
  ['the last counts stand, and are not added', counts(5, 1), counts(5, 9), counts(5, 9)],
  [
    'all of them: a detail of earlier counts may be larger than what is left of them',
    { ...counts(5, 1), prompt_tokens_details: { cached_tokens: 5 } },
    counts(3, 2),
    { ...counts(3, 2), anomalies: ['decreasing'] },
  ],
  ['counts that shrink are told', counts(5, 9), counts(5, 7), { ...counts(5, 7), anomalies: ['decreasing'] }],
  [
    'zeros leave the earlier ones',
    counts(5, 9),
    counts(0, 0),
    { ...counts(5, 9), anomalies: ['decreasing'] },
  ],
  [
    'zeros stand where nothing else was said',
    { anomalies: ['unreadable'] },
    counts(0, 0),
    { ...counts(0, 0), anomalies: ['unreadable'] },
  ],
  [
    'of searches the most stands: a provider that always makes one may have said that there were more',
    { ...counts(5, 1), web_searches: 3 },
    { ...counts(5, 2), web_searches: 1 },
    { ...counts(5, 2), web_searches: 3 },
  ],
  [
    'counts that can not be read leave the earlier ones',
    counts(5, 9),
    { anomalies: ['unreadable'] },
    { ...counts(5, 9), anomalies: ['unreadable'] },
  ],
  [
    'what is wrong is said once',
    { anomalies: ['unreadable'] },
    { anomalies: ['unreadable'] },
    { anomalies: ['unreadable'] },
  ],
  [
    'what is charged besides is kept',
    { ...counts(5, 1), web_searches: 2, unpriced: ['a'] },
    { ...counts(5, 2), unpriced: ['b', 'a'] },
    { ...counts(5, 2), web_searches: 2, unpriced: ['a', 'b'] },
  ],
];
test.each(later)('over a stream: %s', (_what, before, now, want) => {
  expect(laterUsage(before, now)).toEqual(want);
});

test('where a provider sends none there is nothing to report, and where it sends nonsense that is', () => {
  expect(reportUsage(undefined, null)).toBeNull();
  expect(reportUsage(null, null, { unpriced: [] })).toBeNull();
  expect(reportUsage('7 tokens', null)).toEqual({ anomalies: ['unreadable'] });
  expect(reportUsage(undefined, null, { web_searches: 1 })).toEqual({ web_searches: 1 });
});

test.each([
  ['default', []],
  ['standard', []],
  ['ON_DEMAND', []],
  ['', []],
  [null, []],
  [7, []],
  ['FLEX', ['service_tier:flex']],
])('the tier %j leaves without a price %j', (wire, want) => {
  expect(pricelessTier(wire)).toEqual(want);
});
