import type { JsonObject } from '../json.ts';
import { type Random, randomFrom } from '../random.ts';
import { stringFromPattern } from './string-from-pattern.ts';

const MOST_TRIES = 50;
const LONGEST = 10_000;

/** A string that fits, and where the schema leaves room, one that suits the property's name. */
export function stringFromSchema(
  schema: JsonObject,
  { random, prompt, name }: { random: Random; prompt: string; name: string },
): string {
  const least = Math.min(typeof schema.minLength === 'number' ? schema.minLength : 0, LONGEST);
  const most = typeof schema.maxLength === 'number' ? schema.maxLength : Number.POSITIVE_INFINITY;
  if (typeof schema.pattern === 'string') {
    const matching = fromPattern(schema.pattern, [least, most], random);
    if (matching !== null) return matching;
  }
  const formatted = typeof schema.format === 'string' ? formats[schema.format] : undefined;
  if (formatted !== undefined) return formatted(random);

  const characters = [...suiting(name, prompt, random)];
  while (characters.length < least) characters.push(...' and so on'.slice(0, least - characters.length));
  return characters.slice(0, most).join('');
}

function fromPattern(
  pattern: string,
  [least, most]: readonly [number, number],
  random: Random,
): string | null {
  const expression = compile(pattern);
  if (expression === null) return null;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    // Later tries repeat more: some lengths are only reached so.
    const text = stringFromPattern(pattern, random, Math.max(2 + tries, least));
    if (text === null) return null;
    if (text.length >= least && text.length <= most && expression.test(text)) return text;
  }
  return null;
}

/** As validators do: in Unicode mode, or failing that without. */
function compile(pattern: string): RegExp | null {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags);
    } catch {}
  }
  return null;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const date = (random: Random): string =>
  `2026-${twoDigits(random.integer(1, 12))}-${twoDigits(random.integer(1, 28))}`;
const time = (random: Random): string =>
  `${twoDigits(random.integer(0, 23))}:${twoDigits(random.integer(0, 59))}:${twoDigits(random.integer(0, 59))}Z`;
const hex = (random: Random, length: number): string =>
  Array.from({ length }, () => random.integer(0, 15).toString(16)).join('');

const formats: Record<string, ((random: Random) => string) | undefined> = {
  date,
  time,
  'date-time': (random) => `${date(random)}T${time(random)}`,
  duration: (random) => `P${random.integer(1, 30)}D`,
  email: (random) => `${random.pick(['ada', 'grace', 'alan'])}@example.com`,
  hostname: () => 'host.example.com',
  ipv4: (random) => `192.0.2.${random.integer(1, 254)}`,
  ipv6: (random) => `2001:db8::${hex(random, 4)}`,
  uri: (random) => `https://example.com/${hex(random, 6)}`,
  uuid: (random) =>
    `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-8${hex(random, 3)}-${hex(random, 12)}`,
};

const places = ['Oslo', 'Lisbon', 'Kyoto', 'Quito'] as const;
const names = ['Ada Lovelace', 'Grace Hopper', 'Alan Turing'] as const;
const anything = ['copper', 'lantern', 'river', 'garden', 'winter', 'stone'] as const;

function suiting(name: string, prompt: string, random: Random): string {
  if (/query|question|prompt|text|content|message/i.test(name) && prompt !== '') return prompt.slice(0, 200);
  if (/city|location|place|town/i.test(name)) return placeIn(prompt) ?? random.pick(places);
  if (/name|author|user|person/i.test(name)) return random.pick(names);
  if (/email/i.test(name)) return 'ada@example.com';
  if (/url|link/i.test(name)) return 'https://example.com/';
  if (/date|day/i.test(name)) return date(randomFrom(prompt));
  return random.pick(anything);
}

/** The capitalised words after "in", "at", "for" or "to". */
function placeIn(prompt: string): string | undefined {
  return /\b(?:in|at|for|to) (\p{Lu}[\p{L}-]*(?: \p{Lu}[\p{L}-]*)*)/u.exec(prompt)?.[1];
}
