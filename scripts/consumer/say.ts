import { deepStrictEqual } from 'node:assert';

process.stdout.write(`      Node ${process.version}\n`);

export function say(what: string, found: unknown, expected: unknown): void {
  deepStrictEqual(found, expected, what);
  process.stdout.write(`      ${what}: ${JSON.stringify(found)}\n`);
}
