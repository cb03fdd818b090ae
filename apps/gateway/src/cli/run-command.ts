import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { CatalogError } from '../catalog/catalog-error.ts';
import { ConfigError } from '../config.ts';
import { type Command, CommandError, type Options, type World } from './command.ts';
import { commands } from './commands.ts';

const { version }: { version: string } = createRequire(import.meta.url)('@parley/gateway/package.json');

/** Does what the words of a command line ask for. Throws an error, which explain() turns into words. */
export async function runCommand(words: string[], world: World): Promise<void> {
  const { name, command, argument, rest } = find(words);
  if (rest.includes('--version')) return world.write(`${version}\n`);
  if (rest.includes('--help') || rest.includes('-h')) return world.write(help());
  if (argument === null && command.argument !== undefined && !command.argument.startsWith('['))
    throw new CommandError(`parley ${name}: ${command.argument} is missing.\n\n${help()}`);
  await command.run(optionsOf(name, command, rest), world, argument);
}

type Found = { name: string; command: Command; argument: string | null; rest: string[] };

/** The command that the words before the flags name, the last of them perhaps being its argument. */
function find(words: string[]): Found {
  const flags = words.findIndex((word) => word.startsWith('-'));
  const names = flags === -1 ? words : words.slice(0, flags);
  const rest = words.slice(names.length);
  const name = names.length === 0 ? 'start' : names.join(' ');
  const command = commandNamed(name);
  if (command !== undefined) return { name, command, argument: null, rest };
  const shorter = names.slice(0, -1).join(' ');
  const taking = commandNamed(shorter);
  if (taking?.argument === undefined)
    throw new CommandError(`parley ${name}: there is no such command.\n\n${help()}`);
  return { name: shorter, command: taking, argument: names.at(-1) ?? null, rest };
}

const commandNamed = (name: string): Command | undefined =>
  Object.hasOwn(commands, name) ? commands[name] : undefined;

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
  const lines = Object.entries(commands).flatMap(([name, { argument, usage, summary }]) => [
    `  ${['parley', name, argument, usage].filter((part) => part !== undefined && part !== '').join(' ')}`,
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
