import { at } from '../at.ts';
import type { Check } from '../check.ts';
import { answered, streamed } from '../expect/answered.ts';
import { streamMetadata, streamUsage } from '../expect/assemble.ts';
import { equal, holds } from '../expect/equal.ts';
import { show } from '../expect/show.ts';
import type { Finding } from '../finding.ts';

type Row = [number: number, fault: string, what: string];

const rows: Row[] = [
  [44, 'no-usage', 'counts nothing'],
  [45, 'negative-usage', 'counts less than nothing'],
  [46, 'absurd-usage', 'counts a thousand million million tokens'],
];

/** What the conversation and "1, 2, … 10." can have been. */
const isPlausible = (usage: unknown, metadata: unknown): Finding | null => {
  const [prompt, completion] = ['prompt_tokens', 'completion_tokens'].map((name) => Number(at(usage, name)));
  const within = (count: number | undefined, least: number, most: number) =>
    count !== undefined && count >= least && count <= most;
  return (
    holds(
      within(prompt, 3, 300) && within(completion, 5, 100),
      'tokens that the texts can have had',
      show(usage),
    ) ?? equal(metadata, ['usage_source'], 'estimated')
  );
};

const common = { area: 'faults', severity: 'must', contract: 'parley', needs: ['simulator'] } as const;
const source = 'ChatMetadata.usage_source';

const isEstimated = ([number, fault, what]: Row): Check[] => [
  {
    ...common,
    id: `F-${number}`,
    title: `A provider that ${what} is not believed: usage is estimated, and marked so.`,
    source,
    async run({ chat, simulated, say }) {
      const answer = await chat({ model: simulated(`fault-${fault}`), messages: say('Count to 10') });
      return answered(answer) ?? isPlausible(at(answer.json, 'usage'), at(answer.json, 'metadata'));
    },
  },
  {
    ...common,
    id: `F-${number + 50}`,
    title: `A provider that ${what} is not believed in a stream either.`,
    source,
    async run({ stream, simulated, say }) {
      const answer = await stream({ model: simulated(`fault-${fault}`), messages: say('Count to 10') });
      return streamed(answer) ?? isPlausible(streamUsage(answer), streamMetadata(answer));
    },
  },
];

/** Counts that can't be. */
export const oddUsage: Check[] = rows.flatMap(isEstimated);
