import { type Aim, aimsOf, isMet } from '../aims.ts';
import type { Processes } from '../processes.ts';
import type { Soak } from '../soak.ts';
import { spreadOf } from '../spread.ts';
import type { Report } from './report.ts';
import type { Table } from './table.ts';

/** `12`, `1.3`: as many places as mean something. */
const short = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);

const inUnit = (value: number, unit: Aim['unit'] | 'event'): string => {
  if (unit === 'us' && value >= 1_000) return inUnit(value / 1_000, 'ms');
  return `${short(value)}\u00a0${unit}`;
};

export function aimsTable(report: Report): Table {
  const words = new Map([
    [true, 'met'],
    [false, 'not\u00a0met'],
    [null, 'not measured'],
  ]);
  const shown = (value: number | null, unit: Aim['unit']) => (value === null ? '-' : inUnit(value, unit));
  return [
    ['aim', 'at most', 'that is', 'measured', 'result'],
    ...aimsOf(report).map((aim) => [
      aim.what,
      aim.atMost,
      shown(aim.limit, aim.unit),
      shown(aim.measured, aim.unit),
      words.get(isMet(aim)) ?? '',
    ]),
  ];
}

/** The rounds of a scenario, one contender a line, cheapest first. */
export const scenarioTable = ({ rows }: Report['scenarios'][number]): Table => [
  ['contender', 'median', 'min', 'max', 'answers a second', 'load generator'],
  ...rows
    .map((row) => ({ ...row, spread: spreadOf(row.rounds.map(({ value }) => value)) }))
    .sort((a, b) => a.spread.median - b.spread.median)
    .map(({ name, rounds, failed, spread }) => {
      if (failed !== null) return [name, 'failed', '', '', '', ''];
      const perSecond = spreadOf(rounds.map(({ answers, seconds }) => answers / seconds)).median;
      const load = spreadOf(rounds.map(({ loadCpu }) => loadCpu)).median;
      return [
        name,
        inUnit(spread.median, 'us'),
        inUnit(spread.min, 'us'),
        inUnit(spread.max, 'us'),
        perSecond.toFixed(perSecond < 100 ? 1 : 0),
        inUnit(load, 'us'),
      ];
    }),
];

export const memoryTable = ({ memory }: Report): Table => [
  ['contender', 'idle', '1,000 streams'],
  ...memory.map(({ name, memory: { idle, streaming } }) => [
    name,
    inUnit(idle, 'MB'),
    streaming === null ? 'failed' : inUnit(streaming, 'MB'),
  ]),
];

export const coldStartTable = ({ coldStarts }: Report): Table => [
  ['contender', 'median', 'min', 'max'],
  ...coldStarts.map(({ name, values }) => {
    const { median, min, max } = spreadOf(values);
    return [name, ...[median, min, max].map((value) => inUnit(value, 'ms'))];
  }),
];

export const processesTable = (processes: readonly Processes[]): Table => [
  ['contender', 'one process', 'two', 'ratio'],
  ...processes.map(({ name, one, two }) => [
    ...[name, `${one.toFixed(0)} answers a second`, two.toFixed(0), `${(two / one).toFixed(2)} x`],
  ]),
];

export const soakTable = ({ megabytes }: Soak): Table => [
  ['minute', ...megabytes.map((_, minute) => String(minute))],
  ['MB', ...megabytes.map((value) => value.toFixed(0))],
];
