// `npm run soak`: what takes too long for `npm test`. `npm run soak -- kill-sqlite --short` runs one of them, in its short
// form; `--trials 20` kills so often.
// Exits with 1 when one of them finds something wrong.
import { parseArgs } from 'node:util';
import type { Found } from './found.ts';
import { killTrials } from './kill-trials.ts';
import { outages } from './outages.ts';
import { replicas } from './replicas.ts';
import { routingSoak } from './routing-soak.ts';

type Soak = (isShort: boolean) => Promise<Found>;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const soaks: { [name: string]: Soak } = {
  routing: (isShort) => routingSoak({ seconds: isShort ? 6 : 90, say }),
  'kill-sqlite': (isShort) => killTrials({ store: 'sqlite', ...trialsOf(isShort), say }),
  'kill-postgres': (isShort) => killTrials({ store: 'postgres', ...trialsOf(isShort), say }),
  replicas: (isShort) => replicas({ seconds: isShort ? 1 : 15, say }),
  outages: (isShort) => outages({ phaseMs: isShort ? 1_000 : 10_000, say }),
};

const { values, positionals } = parseArgs({
  options: { short: { type: 'boolean', default: false }, trials: { type: 'string', default: '200' } },
  allowPositionals: true,
});
const trialsOf = (isShort: boolean) =>
  isShort ? { trials: 3, answersEach: 60 } : { trials: Number(values.trials), answersEach: 500 };
const unknown = positionals.filter((name) => !(name in soaks));
if (unknown.length > 0)
  throw new Error(`There is no soak ${unknown.join(', ')}, but ${Object.keys(soaks).join(', ')}.`);

for (const [name, soak] of Object.entries(soaks)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  say(`\n${name}`);
  const { isRight, summary } = await soak(values.short);
  say(`${JSON.stringify(summary)}\n${name}: ${isRight ? 'right' : 'WRONG'}`);
  if (!isRight) process.exitCode = 1;
}
