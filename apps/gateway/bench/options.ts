import { parseArgs } from 'node:util';

export type Options = {
  /** Under a minute, and rough. Nothing is kept. */
  isShort: boolean;
  /** A commit to measure beside the working tree. */
  compare: string | null;
  /** Ids of scenarios, `memory`, `cold-start`; all, if left out. */
  only: string[] | null;
  /** Leaves out Portkey, nginx and the thin gateway. */
  isAlone: boolean;
};

export function readOptions(parameters: string[]): Options {
  const { values } = parseArgs({
    args: parameters,
    options: {
      short: { type: 'boolean', default: false },
      alone: { type: 'boolean', default: false },
      compare: { type: 'string' },
      only: { type: 'string' },
    },
  });
  return {
    isShort: values.short,
    isAlone: values.alone,
    compare: values.compare ?? null,
    only: values.only?.split(',') ?? null,
  };
}
