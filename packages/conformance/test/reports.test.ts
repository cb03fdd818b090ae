import {
  judge,
  type Report,
  type Result,
  renderHtml,
  renderJunit,
  renderMarkdown,
} from '@parley/conformance';
import { expect, test } from 'vitest';
import { painter, renderTerminal } from '../src/report/terminal.ts';
import { nextBaseline, parseBaseline } from '../src/run/baseline.ts';

const common = { area: 'core', contract: 'openai', source: 'S3 & <b>', durationMs: 12 } as const;

const passed: Result = { ...common, id: 'C-01', title: 'It answers.', severity: 'must', outcome: 'passed' };
const skipped: Result = {
  ...passed,
  id: 'C-02',
  title: 'It sees.',
  outcome: 'skipped',
  reason: 'It has no eyes.',
};
const failed: Result = {
  ...common,
  id: 'S-03',
  area: 'streaming',
  title: 'It streams.',
  severity: 'must',
  outcome: 'failed',
  expected: 'a stream',
  found: '</script><script>alert(1)</script>',
  exchanges: [
    {
      request: { method: 'POST', url: 'http://127.0.0.1/v1', headers: { a: 'b' }, body: '```{"x":"]]>"}' },
      answer: { status: 200, headers: { c: 'd' }, body: 'data: "\u0000<&' },
      failure: null,
      durationMs: 5,
    },
  ],
};

const report: Report = {
  version: '1.2.3',
  baseUrl: 'http://127.0.0.1:4000/v1',
  model: 'simulator/sim-large',
  contract: 'parley',
  profile: 'all',
  upstream: false,
  startedAt: '2026-11-23T04:00:00.000Z',
  durationMs: 1234,
  results: [passed, skipped, failed],
};

test('the table counts each area, and shows what was expected and found', () => {
  const text = renderTerminal(report, judge(report), painter(false));
  expect(text).toContain('✗ S-03 must  It streams.\n    expected  a stream\n');
  expect(text).toMatch(/✓ C {2}Answers +1 +· +1\n✗ S {2}The grammar of streams +· +1 +·\n/);
  expect(text).toContain('1 of 3 checks passed, 1 failed (1 must), 1 skipped.');
});

test('JUnit has a suite for each area, and nothing that XML forbids', () => {
  const xml = renderJunit(report);
  expect(xml).toContain('<testsuite name="Answers" tests="2" failures="0" skipped="1" time="0.024">');
  expect(xml).toContain('found &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(xml).toContain('data: &quot;\uFFFD&lt;&amp;');
  expect(xml).not.toContain('\u0000');
});

test('Markdown fences each exchange with more ticks than it holds', () => {
  const text = renderMarkdown(report);
  expect(text).toContain('| ❌ | S | The grammar of streams | 0 | 1 | 0 |');
  expect(text).toContain('\n````\nPOST http://127.0.0.1/v1\na: b\n\n```{"x":"]]>"}');
  expect(text).toContain('- Found: \\</script\\>\\<script\\>alert(1)\\</script\\>');
});

test('the page holds what was found as text, and fetches nothing', () => {
  const html = renderHtml(report);
  expect(html.match(/<script>/g)).toHaveLength(1);
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(html).not.toMatch(/(src|href)="(?!#)/);
  expect(html).toContain("default-src 'none'");
  expect(html).toContain('id="S-03" data-outcome="failed"');
});

test('a failure that is known is none, and one that passes now must leave the baseline', () => {
  expect(judge(report)).toMatchObject({ unexpected: [{ id: 'S-03' }], fixed: [], passed: false });
  expect(judge(report, ['S-03'])).toMatchObject({ unexpected: [], fixed: [], passed: true });
  expect(judge(report, ['S-03', 'C-01'])).toMatchObject({ unexpected: [], fixed: ['C-01'], passed: false });
});

test('what only should hold does not fail a run', () => {
  const lenient = { ...report, results: [{ ...failed, severity: 'should' as const }] };
  expect(judge(lenient)).toMatchObject({ unexpected: [], passed: true });
});

test('a baseline only shrinks: the first takes all failures, later ones none', () => {
  expect(nextBaseline(report, null)).toEqual(['S-03']);
  expect(nextBaseline(report, ['C-01'])).toEqual([]);
  expect(nextBaseline(report, ['C-01', 'C-02', 'S-03'])).toEqual(['C-02', 'S-03']);
});

test('a file that is no baseline is refused', () => {
  expect(parseBaseline('{"known": []}', 'x.json')).toEqual([]);
  expect(parseBaseline('{"known": ["S-03"]}', 'x.json')).toEqual(['S-03']);
  expect(() => parseBaseline('[]', 'x.json')).toThrow('x.json is no baseline');
});
