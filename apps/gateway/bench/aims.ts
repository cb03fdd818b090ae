import { names } from './names.ts';
import { type Report, valuesOf } from './report/report.ts';
import { spreadOf } from './spread.ts';

export type Aim = {
  what: string;
  /** In words. */
  atMost: string;
  unit: 'us' | 'ms' | 'MB' | 'x';
  /** `null`: was not measured. */
  measured: number | null;
  limit: number | null;
};

export const isMet = ({ measured, limit }: Aim): boolean | null =>
  measured === null || limit === null ? null : measured <= limit;

/** What the gateway is to be, held against what was measured. */
export function aimsOf(report: Report): Aim[] {
  const median = (scenario: string, name: string): number | null => {
    const values = valuesOf(report, scenario, name);
    return values.length === 0 ? null : spreadOf(values).median;
  };
  const times = (factor: number, value: number | null) => (value === null ? null : value * factor);
  const plus = (more: number, value: number | null) => (value === null ? null : value + more);
  const least = (...values: (number | null)[]): number | null =>
    values.includes(null) ? null : Math.min(...values.map((value) => value ?? 0));
  const { parley, raw, thin, portkey, nginx } = names;
  const memory = report.memory.find(({ name }) => name === parley)?.memory;
  const coldStarts = report.coldStarts.find(({ name }) => name === parley)?.values ?? [];
  const processes = report.processes?.find(({ name }) => name === parley);
  const large = median('large', parley);
  const small = median('json-32', parley);
  const usual = median('variants', parley);
  const grown = variantsOf(report).filter((name) => /models more|in its store/.test(name));
  const event = least(median('event-openai', thin), times(0.5, median('event-openai', portkey)));
  const ofEvent = `the thin gateway's, and 1/2 of Portkey's`;
  return [
    {
      what: 'CPU of a JSON request, 1 kB, 32 connections',
      atMost: '2 x raw undici dispatch',
      unit: 'us',
      measured: small,
      limit: times(2, median('json-32', raw)),
    },
    {
      what: 'the same, 256 connections',
      atMost: '1/6 of Portkey',
      unit: 'us',
      measured: median('json-256', parley),
      limit: times(1 / 6, median('json-256', portkey)),
    },
    {
      what: "CPU of a stream's event, OpenAI's wire",
      atMost: ofEvent,
      unit: 'us',
      measured: median('event-openai', parley),
      limit: event,
    },
    ...(['anthropic', 'google'] as const).map(
      (wire): Aim => ({
        what: `the same, ${wire === 'google' ? "Gemini's" : "Anthropic's"} wire`,
        atMost: '1.5 x that',
        unit: 'us',
        measured: median(`event-${wire}`, parley),
        limit: times(1.5, event),
      }),
    ),
    {
      what: 'p99 on 1 connection',
      atMost: 'raw undici dispatch + 0.5 ms',
      unit: 'us',
      measured: median('json-1', parley),
      limit: plus(500, median('json-1', raw)),
    },
    {
      what: 'first event, p50',
      atMost: 'nginx + 1 ms',
      unit: 'us',
      measured: median('first', parley),
      limit: plus(1_000, median('first', nginx)),
    },
    {
      what: '400 streams of 50 events a second on one core, p99',
      atMost: '50 ms',
      unit: 'us',
      measured: median('paced-400', parley),
      limit: 50_000,
    },
    {
      what: 'a request of 100 kB, over a small one',
      atMost: '1.5 x JSON.parse and JSON.stringify of it',
      unit: 'us',
      measured: large === null || small === null ? null : large - small,
      limit: times(1.5, report.parseCost),
    },
    { what: 'memory, idle', atMost: '120 MB', unit: 'MB', measured: memory?.idle ?? null, limit: 120 },
    {
      what: 'memory, 1,000 paced streams',
      atMost: '200 MB',
      unit: 'MB',
      measured: memory?.streaming ?? null,
      limit: 200,
    },
    {
      what: 'cold start to the first answer',
      atMost: '500 ms',
      unit: 'ms',
      measured: coldStarts.length === 0 ? null : spreadOf(coldStarts).median,
      limit: 500,
    },
    ...grown.map(
      (name): Aim => ({
        what: `CPU of a JSON request, ${name.slice(`${parley}, `.length)}`,
        atMost: '1.2 x without',
        unit: 'us',
        measured: median('variants', name),
        limit: times(1.2, usual),
      }),
    ),
    {
      what: 'one process over two, in answers a second',
      atMost: '1 / 1.6',
      unit: 'x',
      measured: processes === undefined ? null : processes.one / processes.two,
      limit: 1 / 1.6,
    },
  ];
}

const variantsOf = ({ scenarios }: Report): string[] =>
  scenarios.find(({ id }) => id === 'variants')?.rows.map(({ name }) => name) ?? [];
