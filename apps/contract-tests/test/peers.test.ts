import { type Report, runConformance } from '@parley/conformance';
import { startSimulator } from '@parley/simulator';
import { expect, test } from 'vitest';
import { renderComparison } from '../peers/compare.ts';
import { parley } from '../peers/parley.ts';
import { callerKey } from '../peers/peer.ts';
import { portkey } from '../peers/portkey.ts';

const only = ['C-01', 'C-02', 'W-02'];

async function reportOnParley(): Promise<Report> {
  const simulator = await startSimulator({ apiKey: callerKey });
  const { close, ...gateway } = await parley.start(simulator);
  const report = await runConformance({ ...gateway, key: callerKey, only, upstream: simulator });
  await close();
  await simulator.close();
  return report;
}

test('gateways are compared by what any of them is held to, and each failure is told', async () => {
  const whole = await reportOnParley();
  const [first, ...others] = whole.results;
  if (first === undefined) throw new Error('There is no result.');
  const failed = {
    ...first,
    outcome: 'failed' as const,
    expected: 'a | b',
    found: '{"a": 1}',
    exchanges: [],
  };
  const page = renderComparison([
    { peer: parley, versions: { '@parley/gateway': '0.1.0' }, report: whole },
    { peer: portkey, versions: { hono: '4.9.7' }, report: { ...whole, results: [failed, ...others] } },
  ]);

  expect(page).toContain('2 checks that OpenAI');
  expect(page).toContain(
    'Every failure with its raw exchange: [Parley](../../generated/conformance/parley.html)',
  );
  expect(page).toContain('| Area | Parley | Portkey |');
  expect(page).toContain('| Answers | 2 of 2 | 1 of 2 |');
  expect(page).toContain('| **All** | **2 of 2** | **1 of 2** |');
  expect(page).toContain('Of all 3 checks it passes 3.');
  expect(page).toContain('[hono 4.9.7]');
  expect(page).toContain(`| ${first.id} | must | ${first.title} | a \\| b | \\{"a": 1\\} |`);
});
