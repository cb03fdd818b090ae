import { parseArgs } from 'node:util';
import { type Profile, profiles } from '../areas.ts';
import type { Ability, Contract } from '../check.ts';
import { CannotRun } from '../run/cannot-run.ts';

export type Arguments = {
  help: boolean;
  list: boolean;
  baseUrl: string;
  key: string;
  model: string;
  modelFor: Partial<Record<Ability, string>>;
  headers: Record<string, string>;
  profile: Profile;
  contract: Contract;
  /** The port of the simulator to start; null to start none. */
  upstreamPort: number | null;
  /** Don't wait until somebody has pointed the gateway at the simulator. */
  yes: boolean;
  only?: string[];
  concurrency: number;
  timeoutMs: number;
  /** Files to write, by the form of the report. */
  files: Partial<Record<Format, string>>;
  baseline: string | null;
  updateBaseline: boolean;
};

export const formats = ['json', 'junit', 'markdown', 'html'] as const;
export type Format = (typeof formats)[number];

const abilities: readonly Ability[] = ['reasoning', 'vision', 'audio', 'files', 'search', 'images'];
const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;

/** The command line as values. Throws `CannotRun` with a sentence about what is wrong. */
export function readArguments(given: readonly string[]): Arguments {
  const { values } = parse(given);
  const list = values.list;
  return {
    help: values.help,
    list,
    baseUrl: readUrl(needed('base-url', values['base-url'], values.help || list)),
    key: needed('key', values.key, values.help || list),
    model: needed('model', values.model, values.help || list),
    modelFor: Object.fromEntries(values['model-for'].map(readModelFor)),
    headers: Object.fromEntries(values.header.map(readHeader)),
    profile: oneOf('profile', values.profile, profiles),
    contract: oneOf('contract', values.contract, ['parley', 'openai'] as const),
    upstreamPort: values.upstream === undefined ? null : wholeNumber('upstream', values.upstream),
    yes: values.yes,
    ...(values.only === undefined ? {} : { only: values.only.split(',').map((id) => id.trim()) }),
    concurrency: Math.max(1, wholeNumber('concurrency', values.concurrency)),
    timeoutMs: Math.max(1, wholeNumber('timeout', values.timeout)),
    files: Object.fromEntries(
      formats.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
    ),
    baseline: values.baseline ?? null,
    updateBaseline: values['update-baseline'],
  };
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({
      args: given.map((word, index) =>
        word === '--upstream' && !/^\d+$/.test(given[index + 1] ?? '') ? '--upstream=4010' : word,
      ),
      options: {
        'base-url': text,
        key: text,
        model: text,
        'model-for': { type: 'string', multiple: true, default: [] as string[] },
        header: { type: 'string', multiple: true, default: [] as string[] },
        profile: { type: 'string', default: 'all' },
        contract: { type: 'string', default: 'parley' },
        upstream: text,
        yes: { type: 'boolean', short: 'y', default: false },
        only: text,
        concurrency: { type: 'string', default: '4' },
        timeout: { type: 'string', default: '30000' },
        json: text,
        junit: text,
        markdown: text,
        html: text,
        baseline: text,
        'update-baseline': flag,
        list: flag,
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new CannotRun(error instanceof Error ? error.message : String(error));
  }
}

function needed(name: string, value: string | undefined, optional: boolean): string {
  if (value === undefined && !optional)
    throw new CannotRun(`--${name} is missing. --help shows all options.`);
  return value ?? '';
}

function oneOf<Word extends string>(name: string, value: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === value);
  if (found === undefined) throw new CannotRun(`--${name} is one of ${words.join(', ')}, not "${value}".`);
  return found;
}

function wholeNumber(name: string, value: string): number {
  if (!/^\d{1,7}$/.test(value)) throw new CannotRun(`--${name} takes a whole number, not "${value}".`);
  return Number(value);
}

function readUrl(value: string): string {
  if (value !== '' && !/^https?:\/\//.test(value)) throw new CannotRun(`--base-url is no URL: "${value}".`);
  return value;
}

function readModelFor(value: string): [Ability, string] {
  const [ability = '', ...model] = value.split('=');
  if (model.length === 0) throw new CannotRun(`--model-for takes ability=model, not "${value}".`);
  return [oneOf('model-for', ability, abilities), model.join('=')];
}

function readHeader(value: string): [string, string] {
  const colon = value.indexOf(':');
  if (colon < 1) throw new CannotRun(`--header takes "name: value", not "${value}".`);
  return [value.slice(0, colon).trim().toLowerCase(), value.slice(colon + 1).trim()];
}
