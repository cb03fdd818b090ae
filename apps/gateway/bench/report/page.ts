import { names } from '../names.ts';
import type { Report } from './report.ts';
import { inMarkdown } from './table.ts';
import {
  aimsTable,
  coldStartTable,
  memoryTable,
  processesTable,
  scenarioTable,
  soakTable,
} from './tables.ts';

/** The page of the docs. */
export function pageOf(report: Report): string {
  const { machine, absent, scenarios } = report;
  const parts = [
    '# Benchmarks',
    `Measured on ${machine.at}, commit ${machine.commit}, by \`${machine.command}\`: ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGigabytes} GB, Node ${machine.node}.${load(machine.loadBefore)}`,
    method(machine.isPinned),
    ...absent.map(({ name, reason }) => `Without ${name}: ${reason}.`),
    '## Aims',
    'Ratios are of medians of the same run.',
    inMarkdown(aimsTable(report)),
    '## What was measured',
    ...scenarios.flatMap((scenario) => [
      `### ${scenario.what[0]?.toUpperCase()}${scenario.what.slice(1)}`,
      inMarkdown(scenarioTable(scenario)),
      ...scenario.rows.flatMap(({ name, failed }) => (failed === null ? [] : [`${name}: ${failed}`])),
    ]),
    ...(report.memory.length > 0 ? ['### Memory', inMarkdown(memoryTable(report))] : []),
    ...(report.coldStarts.length > 0
      ? [
          '### Cold start to the first answer',
          `${names.parley} starts with what Node compiled for the start before, which is kept in \`~/.cache/parley\`.`,
          inMarkdown(coldStartTable(report)),
        ]
      : []),
    ...(report.processes === null
      ? []
      : [
          '### Two processes, with the load on the same cores',
          'Each with a store of its own. The load is wrk and the provider nginx, which take least of what is shared.',
          inMarkdown(processesTable(report.processes)),
        ]),
    ...(report.soak === null
      ? []
      : [
          '### Memory over ten minutes of load',
          `${report.soak.answers.toLocaleString('en')} answers, whole ones and streams by turns, of which none failed.`,
          inMarkdown(soakTable(report.soak)),
        ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

const load = (before: number): string =>
  before >= 0.5
    ? ` Other work went on here meanwhile (load ${before.toFixed(1)} before the run): times are above what they would be, and ratios under 1.5 mean nothing.`
    : '';

const method = (isPinned: boolean): string =>
  [
    `${isPinned ? 'What is measured runs on one core, the load generator and the provider on another.' : 'This machine can not pin processes to cores.'}`,
    'All run side by side, on the same Node, and take turns in rounds after a warm-up.',
    "CPU is user and system time of the whole process, as `/proc` has it. The provider is a stand-in that answers at once; the load generator's own cost is beside each row.",
    `${names.parley} has everything switched on: a key from its store, validation, routing, translation, cost, journal, metadata, log, and its check of its own answers. "${names.raw}" passes bytes on, which no gateway can do for less in Node. "${names.thin}" checks a key, parses bodies, routes by name, and parses each event and writes it anew.`,
  ].join(' ');
