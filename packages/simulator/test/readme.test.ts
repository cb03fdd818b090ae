import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { reasoningTokens } from '../src/answer/write-reasoning.ts';
import { faults } from '../src/faults/fault-list.ts';
import { models } from '../src/index.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const readme = read('../README.md');

describe('the README', () => {
  test.each(['./readme-example.test.ts', './readme-wires.test.ts'])('shows %s, which is run here', (file) => {
    const example = read(file).replace('../src/index.ts', '@parley/simulator');
    expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``);
  });

  test('lists exactly the faults that there are', () => {
    const rows = faults.map(({ name, value, caller }) => {
      const number = value === null ? '' : `${value.means}: ${value.usual}`;
      return `| \`${name}\` | ${number} | ${caller} |`;
    });
    expect(tableUnder('| Name | N | What the caller sees |')).toEqual(rows);
  });

  test('lists exactly the models that there are', () => {
    const rows = models.map(
      ({ id, prices, contextWindowTokens, outputLimitTokens, tokensPerSecond, abilities }) => {
        const price = `${prices.input} / ${prices.cachedInput} / ${prices.cacheWrite} / ${prices.cacheWriteHour} / ${prices.output}`;
        const able = abilities.join(', ').replaceAll('_', ' ');
        return `| \`${id}\` | ${price} | ${contextWindowTokens} / ${outputLimitTokens} | ${tokensPerSecond} | ${able} |`;
      },
    );
    expect(
      tableUnder(
        '| Model | USD per million: in / cached / written / for an hour / out | Context / output | Tokens/s | Can |',
      ),
    ).toEqual(rows);
  });

  test('says how long each effort thinks', () => {
    const { none: _, ...rest } = reasoningTokens;
    for (const [effort, tokens] of Object.entries(rest)) expect(readme).toContain(`${effort} ${tokens}`);
  });
});

function tableUnder(heading: string): string[] {
  const [, after = ''] = readme.split(`${heading}\n`);
  const rows = after.split('\n').slice(1);
  return rows.slice(
    0,
    rows.findIndex((row) => !row.startsWith('|')),
  );
}
