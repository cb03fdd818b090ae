// Prints where our prices and those of @pydantic/genai-prices differ: node --conditions=@parley/source scripts/check-prices.ts
import accepted from './accepted-price-disagreements.json' with { type: 'json' };
import { judgePrices } from './judge-prices.ts';
import { comparePrices } from './price-disagreements.ts';

const { compared, disagreements } = comparePrices();
const { fresh, settled } = judgePrices(disagreements, accepted);
const lines = [
  `${compared} prices compared, ${disagreements.length} rates differ, ${disagreements.length - fresh.length} of them accepted.`,
  ...disagreements.map(
    ({ model, rate, ours, theirs, source }) =>
      `  ${model} ${rate}: ${ours} (${source}), ${theirs} (genai-prices)`,
  ),
  ...fresh.map(({ model, rate }) => `Not accepted: ${model} ${rate}.`),
  ...settled.map(({ model, rate }) => `Accepted, and settled: ${model} ${rate}. Take it off the list.`),
];
process.stdout.write(`${lines.join('\n')}\n`);
if (fresh.length + settled.length > 0) process.exitCode = 1;
