import { catalogUpdate } from './catalog-update.ts';
import type { Command } from './command.ts';
import { keyCommands } from './keys/key-commands.ts';
import { start } from './start.ts';

/** What `parley` can do, by the words that ask for it. Without any it starts. */
export const commands: { [words: string]: Command } = {
  start,
  'catalog update': catalogUpdate,
  ...keyCommands,
};
