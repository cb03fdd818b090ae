import { readFileSync } from 'node:fs';
import { textAt } from './at.ts';
import { parseJson } from './http/parse-json.ts';

/** Of this package. */
export const version = textAt(
  parseJson(readFileSync(new URL('../package.json', import.meta.url), 'utf8')),
  'version',
);
