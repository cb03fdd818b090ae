// How much the gateway costs, side by side with others: `npm run bench`. Writes apps/docs/reports/benchmarks.md and .json.
// `-- --short` takes a minute and keeps nothing; `-- --compare REV` measures another commit too; `-- --only json-32,memory`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { aimsOf, isMet } from './aims.ts';
import { coldStart } from './cold-start.ts';
import type { Contender, Start } from './contenders/contender.ts';
import { nginx } from './contenders/nginx.ts';
import { rawUndici, thinGateway } from './contenders/own-server.ts';
import { parley } from './contenders/parley.ts';
import { portkey } from './contenders/portkey.ts';
import { variants } from './contenders/variants.ts';
import { startGenerator } from './load/generator.ts';
import { describeMachine } from './machine.ts';
import { measureMemory } from './memory.ts';
import { names } from './names.ts';
import { readOptions } from './options.ts';
import { checkOut } from './other-commit.ts';
import { measureProcesses } from './processes.ts';
import { answers, canPin, portOf, startProgram } from './program.ts';
import { pageOf } from './report/page.ts';
import type { Report } from './report/report.ts';
import { inText } from './report/table.ts';
import {
  aimsTable,
  coldStartTable,
  memoryTable,
  processesTable,
  scenarioTable,
  soakTable,
} from './report/tables.ts';
import { runRounds } from './rounds.ts';
import { ofVariants, type Scenario, scenarios } from './scenarios.ts';
import { measureSoak } from './soak.ts';
import { hasNginx } from './start-nginx.ts';

const options = readOptions(process.argv.slice(2));
const gatewayCore = 0;
const loadCore = 1;
const pace = options.isShort
  ? { rounds: 1, seconds: 1, warmUpSeconds: 1 }
  : { rounds: 3, seconds: 4, warmUpSeconds: 5 };
const longWarmUpSeconds = 25;
const coldStarts = 5;

using other = options.compare === null ? null : checkOut(options.compare);
const starts = new Map<string, Start>([
  ...(options.isAlone ? [] : ([[names.nginx, nginx]] as const)),
  [names.raw, rawUndici],
  ...(options.isAlone ? [] : ([[names.thin, thinGateway]] as const)),
  [names.parley, parley({ name: names.parley })],
  ...(other === null ? [] : ([otherOf(options.compare ?? '', other.source)] as const)),
  ...(options.isAlone ? [] : ([[names.portkey, portkey]] as const)),
]);

function otherOf(revision: string, source: string): [string, Start] {
  const name = `${names.parley} at ${revision}`;
  return [name, parley({ name, source })];
}

const report: Report = {
  machine: describeMachine({ isPinned: canPin, loadBefore: loadavg()[0] ?? 0 }),
  absent: [],
  scenarios: [],
  parseCost: null,
  memory: [],
  coldStarts: [],
  processes: null,
  soak: null,
};
const upstream = startProgram(process.execPath, [join(import.meta.dirname, 'upstream/upstream.ts')], {
  core: loadCore,
});
const generator = startGenerator(loadCore);
const world = { upstreamPort: await portOf(upstream), core: gatewayCore };

await measureRounds(starts, scenarios);
await measureRounds(variants, [ofVariants]);
if (wanted('memory')) await measureMemories();
if (wanted('cold-start')) await measureColdStarts();
if (wanted('large')) report.parseCost = parseCost();
if (wanted('processes')) await measureTwo();
if (wanted('soak')) await soak();

say(inText(aimsTable(report)));
if (!options.isShort && options.only === null && options.compare === null) keep();
await generator.stop();
await upstream.stop();

function wanted(id: string, isShort = false): boolean {
  return options.only === null ? isShort || !options.isShort : options.only.includes(id);
}

/** Starts them all, and measures each scenario of each, in turns. */
async function measureRounds(
  contenders: ReadonlyMap<string, Start>,
  all: readonly Scenario[],
): Promise<void> {
  const chosen = all.filter(({ id, isShort }) => wanted(id, isShort));
  const [usual] = chosen;
  if (usual === undefined) return;
  const running = await startAll(contenders);
  try {
    if (!options.isShort)
      await runRounds(usual, running, {
        generator,
        pace: { rounds: 0, seconds: 0, warmUpSeconds: longWarmUpSeconds },
      });
    for (const scenario of chosen) {
      const rounds = await runRounds(scenario, running, { generator, pace });
      const { id, what, value } = scenario;
      const rows = Array.from(rounds, ([name, found]) =>
        typeof found === 'string'
          ? { name, rounds: [], failed: found }
          : { name, rounds: found, failed: null },
      );
      report.scenarios.push({ id, what, value, rows });
      say(`${what}\n${inText(scenarioTable({ id, what, value, rows }))}\n`);
      for (const { name, failed } of rows) if (failed !== null) say(`${name}: ${failed}\n`);
    }
  } finally {
    for (const contender of running) await contender.stop();
  }
}

async function startAll(contenders: ReadonlyMap<string, Start>): Promise<Contender[]> {
  const running: Contender[] = [];
  for (const [name, start] of contenders) {
    const started = await start(world);
    if (started.contender !== null) running.push(started.contender);
    else {
      report.absent.push({ name, reason: started.reason });
      say(`Without ${name}: ${started.reason}.\n`);
    }
  }
  return running;
}

async function measureMemories(): Promise<void> {
  for (const [name, start] of starts) {
    const { contender } = await start(world);
    if (contender === null) continue;
    report.memory.push({ name, memory: await measureMemory(contender, generator) });
    await contender.stop();
  }
  say(`Memory\n${inText(memoryTable(report))}\n`);
}

async function measureColdStarts(): Promise<void> {
  const measured = new Map<string, number[]>();
  for (let round = 0; round < coldStarts; round++) {
    for (const [name, start] of starts) {
      const took = await coldStart(start, { ...world, generator });
      if (took !== null) measured.set(name, [...(measured.get(name) ?? []), took]);
    }
  }
  report.coldStarts = Array.from(measured, ([name, values]) => ({ name, values }));
  say(`Cold start to the first answer\n${inText(coldStartTable(report))}\n`);
}

async function measureTwo(): Promise<void> {
  if (!hasNginx() || !answers('sh', ['-c', 'command -v wrk'])) {
    report.absent.push({ name: 'Two processes', reason: 'nginx or wrk is not installed' });
    return;
  }
  report.processes = await measureProcesses();
  say(`Two processes\n${inText(processesTable(report.processes))}\n`);
}

async function soak(): Promise<void> {
  const { contender } = await parley({ name: names.parley })(world);
  if (contender === null) return;
  report.soak = await measureSoak(contender, generator);
  await contender.stop();
  say(`Memory over ten minutes of load\n${inText(soakTable(report.soak))}\n`);
}

function parseCost(): number {
  const program = join(import.meta.dirname, 'parse-cost.ts');
  const pinned = canPin ? ['taskset', '-c', String(gatewayCore)] : [];
  const [command = process.execPath, ...parameters] = [...pinned, process.execPath, program];
  return Number(execFileSync(command, parameters, { encoding: 'utf8' }));
}

function keep(): void {
  const folder = resolve(import.meta.dirname, '../../docs/reports');
  mkdirSync(folder, { recursive: true });
  const aims = aimsOf(report).map((aim) => ({ ...aim, isMet: isMet(aim) }));
  writeFileSync(join(folder, 'benchmarks.json'), `${JSON.stringify({ ...report, aims }, null, 2)}\n`);
  writeFileSync(join(folder, 'benchmarks.md'), pageOf(report));
  say(`\nWritten to ${folder}.`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
