import type { Random } from '../random.ts';

const words = [
  'river',
  'lantern',
  'quiet',
  'copper',
  'window',
  'seven',
  'garden',
  'winter',
  'letter',
  'stone',
] as const;
const MOST_COUNTED = 5000;

type Ask = { pattern: RegExp; answer: (match: RegExpExecArray, random: Random) => string | null };

const asks: readonly Ask[] = [
  {
    pattern: /^(?:hi|hello|hey|good (?:morning|evening))\b[^a-z]*$/i,
    answer: () => 'Hello! I am a simulator: what would you like me to pretend?',
  },
  {
    pattern:
      /^(?:please )?(?:say|repeat|echo|(?:reply|answer|respond) with)(?: exactly| only)*[:\s]+(.+?)$/is,
    answer: (match) => (match[1] ?? '').trim().replace(/^(["'`])(.*)\1[.!]?$/s, '$2'),
  },
  {
    pattern: /(-?\d{1,15})\s*([-+*×])\s*(-?\d{1,15})/,
    answer: ([sum, left = '0', operator, right = '0']) => {
      const a = BigInt(left);
      const b = BigInt(right);
      return `${sum} = ${operator === '+' ? a + b : operator === '-' ? a - b : a * b}.`;
    },
  },
  {
    pattern: /\bcount (?:from (?:one|1) )?to (\d+|ten|five|three)\b/i,
    answer: (match) => {
      const named = { three: 3, five: 5, ten: 10 }[match[1]?.toLowerCase() ?? ''];
      const last = Math.min(named ?? Number(match[1]), MOST_COUNTED);
      return `${Array.from({ length: last }, (_, index) => index + 1).join(', ')}.`;
    },
  },
  {
    pattern: /\b(\d{1,5}) words\b/i,
    answer: (match, random) => {
      const length = Math.min(Number(match[1]), 50_000);
      return length === 0 ? null : `${Array.from({ length }, () => random.pick(words)).join(' ')}.`;
    },
  },
];

/** The answer to a greeting, "say …", "2 + 3", "count to 10" or "… 200 words …"; null for all else. */
export function answerObviousAsk(prompt: string, random: Random): string | null {
  for (const { pattern, answer } of asks) {
    const match = pattern.exec(prompt.trim());
    if (match !== null) return answer(match, random);
  }
  return null;
}
