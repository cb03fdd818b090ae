import type { Contract } from '../check.ts';

type Common = {
  /** The check of a whole answer is F-<number>, of a stream F-<number + 50>. */
  number: number;
  /** Of the simulator's. */
  fault: string;
  /** Goes on from "A provider that …". */
  what: string;
};

/** Nothing has reached the caller yet: an error with a status of its own. */
export type Refusal = Common & {
  /** What any server may say. */
  statuses: readonly number[];
  /** What Parley says. */
  status: number;
  code: string;
  contract: Contract;
  /** The provider is believed to be of no use for a while. */
  last: boolean;
  ways: readonly Way[];
};

/** Something breaks in the middle. The code is Parley's, for a stream that began. */
export type Break = Common & {
  code: string;
  /** Gateways that got it wrong; empty for none that we know of. */
  seen: string;
  ways: readonly Way[];
  contract: Contract;
  patience: boolean;
};

/** Odd, but whole. */
export type Oddity = Common & { source: string; ways: readonly Way[]; severity: 'must' | 'should' };

export type Way = 'whole' | 'stream';

const both = ['whole', 'stream'] as const;
const faulty = Array.from({ length: 200 }, (_, index) => 400 + index);
const broken = faulty.filter((status) => status >= 500);

type RefusalRow = [
  number: number,
  fault: string,
  what: string,
  status: number,
  code: string,
  statuses: readonly number[],
];

const refusalRows: RefusalRow[] = [
  [1, '400', 'refuses the request with a 400', 400, 'upstream_invalid_request', [400]],
  [2, 'context-length', 'finds the prompt too long', 400, 'context_length_exceeded', [400]],
  [3, 'prompt-blocked', 'blocks the prompt for what it says', 400, 'content_policy_violation', [400]],
  [4, '401', 'does not take the key', 502, 'upstream_auth_failed', faulty],
  [5, '403', 'is not allowed to answer', 502, 'upstream_auth_failed', faulty],
  [6, '404', 'does not know the model', 502, 'upstream_error', faulty],
  [7, '429', 'limits requests', 429, 'upstream_rate_limited', [429]],
  [8, 'quota', 'has no quota left', 429, 'upstream_rate_limited', [402, 429, ...broken]],
  [9, '500', 'fails with a 500', 502, 'upstream_error', broken],
  [10, '502', 'fails with a 502', 502, 'upstream_error', broken],
  [11, '503', 'is overloaded, with a 503', 503, 'upstream_overloaded', broken],
  [12, '504', 'is late, with a 504', 504, 'upstream_timeout', broken],
  [13, '529', 'is overloaded, with a 529', 503, 'upstream_overloaded', broken],
  [14, 'html-502', 'fails with a page of HTML', 502, 'upstream_error', broken],
  [15, 'redirect', 'redirects to another address', 502, 'upstream_invalid_response', faulty],
  [16, 'refuse', 'hangs up without a word', 502, 'upstream_connection_lost', broken],
  [17, 'reset', 'resets the connection', 502, 'upstream_connection_lost', broken],
];

const emptyRows: RefusalRow[] = [
  [19, 'empty', 'answers without a choice', 502, 'upstream_empty_response', broken],
];

const blankRows: RefusalRow[] = [
  [20, 'blank', 'says nothing, for nothing', 502, 'upstream_empty_response', broken],
];

const refusal =
  (contract: Contract, ways: readonly Way[]) =>
  ([number, fault, what, status, code, statuses]: RefusalRow): Refusal => ({
    ...{ number, fault, what, contract },
    ...{ status, code, statuses, ways },
    last: code === 'upstream_auth_failed',
  });

export const refusals: readonly Refusal[] = [
  ...refusalRows.map(refusal('openai', both)),
  ...blankRows.map(refusal('parley', both)),
  ...emptyRows.map(refusal('parley', ['whole'])),
];

const interrupted = 'upstream_stream_interrupted';
const invalid = 'upstream_invalid_response';
const stalled = 'upstream_stream_stalled';

type BreakRow = [number: number, fault: string, what: string, code: string, seen?: string];

const breakRows: BreakRow[] = [
  [
    18,
    'error-200',
    'says in a 200 that it failed',
    'upstream_error',
    'Portkey #267, OpenRouter python-sdk #44',
  ],
  [21, 'cut-4', 'closes the connection in the middle', interrupted, 'Portkey #1797, LiteLLM #40404'],
  [22, 'reset-4', 'resets the connection in the middle', interrupted],
  [23, 'clean-eof-4', 'ends in the middle as if it were done', interrupted, 'Portkey #1797, Bifrost #5546'],
  [24, 'truncated', 'sends half of what it said it would', interrupted],
  [25, 'malformed-4', 'sends JSON that breaks off', invalid, 'LiteLLM #40404'],
  [26, 'error-event-4', 'says in the middle that it failed', 'upstream_error', 'LiteLLM #36768'],
];

const stallRows: BreakRow[] = [
  [28, 'stall-4', 'falls silent in the middle', stalled, 'Bifrost #5111'],
  [29, 'stall-pings-4', 'sends pings and nothing else from the middle on', stalled],
];

// Whoever passes everything on passes that on as well, and the caller can see it.
const vagueRows: BreakRow[] = [[27, 'no-finish', 'does not say why it ended', interrupted]];

const emptyStreamRows: BreakRow[] = [[19, 'empty', 'ends without a choice', interrupted]];

const breaking =
  (contract: Contract, ways: readonly Way[], patience = false) =>
  ([number, fault, what, code, seen = '']: BreakRow): Break => ({
    ...{ number, fault, what, code, seen },
    ...{ contract, ways, patience },
  });

export const breaks: readonly Break[] = [
  ...breakRows.map(breaking('openai', both)),
  ...vagueRows.map(breaking('parley', both)),
  ...emptyStreamRows.map(breaking('parley', ['stream'])),
  ...stallRows.map(breaking('openai', ['stream'], true)),
];

type OddRow = [number: number, fault: string, what: string, source: string, ways?: readonly Way[]];

const oddRows: OddRow[] = [
  [31, 'crlf', 'ends its lines in CR LF', 'HTML, server-sent events', ['stream']],
  [32, 'cr', 'ends its lines in CR', 'HTML, server-sent events', ['stream']],
  [33, 'bom', 'begins with a byte order mark', 'HTML, server-sent events', ['stream']],
  [
    34,
    'comments',
    'sends comments, names and empty events between its events',
    'HTML, server-sent events',
    ['stream'],
  ],
  [35, 'split', 'sends its answer byte by byte', 'HTML, server-sent events'],
  [36, 'early-hints', 'sends a 103 before its answer', 'RFC 8297'],
  [37, 'slow-headers-300', 'takes its time for the first byte', 'createChatCompletion 200'],
  [38, 'slow-first-token-300', 'takes its time for the first token', 'createChatCompletion 200'],
];

const endRows: OddRow[] = [
  [40, 'no-done', 'leaves out [DONE]', 'S13', ['stream']],
  [41, 'done-twice', 'sends [DONE] twice', 'S10', ['stream']],
  [42, 'after-done', 'goes on after [DONE]', 'S11', ['stream']],
];

const odd =
  (severity: Oddity['severity']) =>
  ([number, fault, what, source, ways = both]: OddRow): Oddity => ({
    ...{ number, fault, what, source },
    ...{ ways, severity },
  });

export const oddities: readonly Oddity[] = [...oddRows.map(odd('must')), ...endRows.map(odd('should'))];

/** What may be put up with or refused, but not passed on by halves. */
export const trials: readonly (Common & { ways: readonly Way[]; code: string })[] = [
  {
    number: 30,
    fault: 'huge-headers',
    what: 'sends a header of 64 kilobytes',
    ways: both,
    code: invalid,
  },
  {
    number: 39,
    fault: 'wrong-content-type',
    what: 'labels its answer text/plain',
    ways: both,
    code: invalid,
  },
  {
    number: 47,
    fault: 'gzip',
    what: 'packs its answer, though nobody asked for that',
    ways: both,
    code: 'upstream_invalid_encoding',
  },
  {
    number: 48,
    fault: 'gzip-bomb-10',
    what: 'packs ten megabytes into a small answer',
    ways: both,
    code: 'upstream_invalid_encoding',
  },
  {
    number: 49,
    fault: 'huge-event-2',
    what: 'sends a line of two megabytes',
    ways: ['stream'],
    code: 'upstream_event_too_large',
  },
];
