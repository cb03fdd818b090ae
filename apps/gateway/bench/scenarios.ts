import type { Wire } from './contenders/contender.ts';

/** One thing that is measured, of all that take part, round by round. */
export type Scenario = {
  id: string;
  what: string;
  connections: number;
  /** What of it is reported. CPU is that of the gateway's process. */
  value: 'cpu' | 'p99' | 'first';
  ask: { wire?: Wire; stream?: boolean; wish?: string; history?: number; tools?: number };
  /** CPU is divided by the requests, or by so many events of each. */
  events?: number;
  /** So many events a second on each connection, for so many seconds. */
  pace?: { perSecond: number; seconds: number };
  /** Who takes part; all, if left out. Others speak OpenAI's wire alone. */
  only?: (name: string) => boolean;
  isShort?: boolean;
};

export const burstEvents = 200;

/** How much of a 100 kB body is history, in messages of 1 kB. */
export const history = 100;

const burst = { stream: true, wish: `burst ${burstEvents}` };
const isParley = (name: string) => name.startsWith('Parley');
const paced = { stream: true };

export const scenarios: Scenario[] = [
  {
    id: 'json-32',
    what: 'CPU of a JSON request of 1 kB, 32 connections',
    connections: 32,
    value: 'cpu',
    ask: {},
    isShort: true,
  },
  {
    id: 'json-256',
    what: 'CPU of a JSON request of 1 kB, 256 connections',
    connections: 256,
    value: 'cpu',
    ask: {},
  },
  {
    id: 'json-1',
    what: 'JSON request of 1 kB on 1 connection, p99',
    connections: 1,
    value: 'p99',
    ask: {},
    isShort: true,
  },
  {
    id: 'large',
    what: `CPU of a request of ${history} kB, 8 connections`,
    connections: 8,
    value: 'cpu',
    ask: { history },
  },
  {
    id: 'tools',
    what: 'CPU of a JSON request with 8 tools, 32 connections',
    connections: 32,
    value: 'cpu',
    ask: { tools: 8 },
  },
  {
    id: 'event-openai',
    what: `CPU of a stream's event, ${burstEvents} at once, OpenAI's wire`,
    connections: 8,
    value: 'cpu',
    ask: burst,
    events: burstEvents,
    isShort: true,
  },
  {
    id: 'event-anthropic',
    what: "the same, Anthropic's wire",
    connections: 8,
    value: 'cpu',
    ask: { ...burst, wire: 'anthropic' },
    events: burstEvents,
    only: isParley,
    isShort: true,
  },
  {
    id: 'event-google',
    what: "the same, Gemini's wire",
    connections: 8,
    value: 'cpu',
    ask: { ...burst, wire: 'google' },
    events: burstEvents,
    only: isParley,
    isShort: true,
  },
  {
    id: 'first',
    what: 'first event of a stream on 1 connection, p50',
    connections: 1,
    value: 'first',
    ask: { stream: true, wish: 'burst 5' },
    isShort: true,
  },
  {
    id: 'paced-400',
    what: '400 streams of 50 events a second, from the provider to the caller, p99',
    connections: 400,
    value: 'p99',
    ask: paced,
    pace: { perSecond: 50, seconds: 10 },
  },
];

/** What a request costs where something is other than usual; see contenders/variants.ts. */
export const ofVariants: Scenario = {
  id: 'variants',
  what: 'CPU of a JSON request of 1 kB, 32 connections, as the gateway grows or a provider fails',
  connections: 32,
  value: 'cpu',
  ask: {},
};
