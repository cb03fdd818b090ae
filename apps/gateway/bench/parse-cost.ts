// Prints what it costs to parse a body of 100 kB and to write it again, in microseconds of CPU.
import { chatBody } from './request.ts';
import { history } from './scenarios.ts';

const text = JSON.stringify(chatBody('gpt-4o-mini', { history }));
const rounds = 7;
const each = 1_000;
let least = Number.POSITIVE_INFINITY;
for (let round = 0; round < rounds; round++) {
  const before = process.cpuUsage();
  for (let count = 0; count < each; count++) JSON.stringify(JSON.parse(text));
  const { user, system } = process.cpuUsage(before);
  least = Math.min(least, (user + system) / each);
}
process.stdout.write(`${least}\n`);
