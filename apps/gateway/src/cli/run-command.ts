import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { CatalogError } from '../catalog/catalog-error.ts';
import { ConfigError } from '../config.ts';
import { type Command, CommandError, type Options, type World } from './command.ts';
import { commands } from './commands.ts';

const { version }: { version: string } = createRequire(import.meta.url)('@parley/gateway/package.json');

/** Does what the words of a command line ask for. Throws an error, which explain() turns into words. */
export async function runCommand(words: string[], world: World): Promise<void> {
  const { name, command, rest } = find(words);
  if (rest.includes('--version')) return world.write(`${version}\n`);
  if (rest.includes('--help') || rest.includes('-h')) return world.write(help());
  await command.run(optionsOf(name, command, rest), world);
}

/** The command of the most words that the line begins with. */
function find(words: string[]): { name: string; command: Command; rest: string[] } {
  const flags = words.findIndex((word) => word.startsWith('-'));
  const names = flags === -1 ? words : words.slice(0, flags);
  const name = names.length === 0 ? 'start' : names.join(' ');
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new CommandError(`parley ${name}: there is no such command.\n\n${help()}`);
  return { name, command, rest: words.slice(names.length) };
}

function optionsOf(name: string, { options }: Command, args: string[]): Options {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (thrown) {
    throw new CommandError(
      `parley ${name}: ${thrown instanceof Error ? thrown.message : thrown}\n\n${help()}`,
    );
  }
}

function help(): string {
  const lines = Object.entries(commands).flatMap(([name, { usage, summary }]) => [
    `  parley ${name} ${usage}`.trimEnd(),
    `      ${summary}`,
  ]);
  return [
    'parley: a gateway to language models.',
    '',
    ...lines,
    '',
    '  parley --help, parley --version',
    '',
  ].join('\n');
}

/** What went wrong, for a person. */
export function explain(thrown: unknown): string {
  if (thrown instanceof CommandError || thrown instanceof ConfigError || thrown instanceof CatalogError)
    return thrown.message;
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EADDRINUSE')
    return `${thrown.message}. Something runs there already: stop it, or set PORT.`;
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
