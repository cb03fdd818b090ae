// Runs the conformance kit on Parley and on its peers, and writes what it found for the docs.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderHtml, renderMarkdown, runConformance } from '@parley/conformance';
import { startSimulator } from '@parley/simulator';
import { type Finding, renderComparison } from './compare.ts';
import { parley } from './parley.ts';
import { callerKey, type Peer } from './peer.ts';
import { portkey } from './portkey.ts';

/** Longer than any gateway here waits for a provider that fell silent. */
const TIMEOUT_MS = 75_000;

/** Reports of one gateway each, in a folder that nothing formats, and the page that compares them. */
const folder = join(import.meta.dirname, '../../docs/reports');
const tell = (text: string) => process.stdout.write(text);

async function check(peer: Peer): Promise<Finding> {
  const simulator = await startSimulator({ apiKey: callerKey });
  const { baseUrl, model, headers, versions, close } = await peer.start(simulator);
  tell(`${peer.title} at ${baseUrl}\n`);
  const report = await runConformance({
    baseUrl,
    key: callerKey,
    model,
    headers,
    contract: peer.contract,
    upstream: simulator,
    timeoutMs: TIMEOUT_MS,
    onResult: ({ id, outcome }, done, all) => {
      if (outcome === 'failed' || done % 50 === 0 || done === all)
        tell(`  ${done}/${all} ${id} ${outcome}\n`);
    },
  });
  await close();
  await simulator.close();
  return { peer, versions, report };
}

function write(name: string, text: string): void {
  const file = join(folder, name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  tell(`wrote ${file}\n`);
}

const asJson = ({ peer, versions, report }: Finding): string => {
  const { id, title, homepage, notes } = peer;
  return `${JSON.stringify({ id, title, homepage, notes, versions, report }, null, 2)}\n`;
};

const findings: Finding[] = [];
for (const peer of [parley, portkey]) findings.push(await check(peer));
for (const finding of findings) {
  const { peer, versions, report } = finding;
  // Its address was that of this run alone; who reads the report wants to know whose it is.
  const named = { ...report, baseUrl: `${peer.title} ${Object.values(versions)[0]}` };
  write(`conformance/generated/${peer.id}.json`, asJson(finding));
  write(`conformance/generated/${peer.id}.html`, renderHtml(named));
  write(`conformance/generated/${peer.id}.md`, renderMarkdown(named));
}
write('conformance.md', renderComparison(findings));
