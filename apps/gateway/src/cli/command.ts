import type { ParseArgsOptionsConfig, parseArgs } from 'node:util';
import type { Environment } from '../providers/connect.ts';

/** What the environment says about the gateway itself. */
export type Settings = {
  host: string;
  port: string;
  configFile: string | undefined;
  dataDirectory: string;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  masterKey: string | undefined;
  /** Where a gateway runs, and the key to ask it with: for the commands that ask one. */
  baseUrl: string | undefined;
  apiKey: string | undefined;
  logLevel: string;
};

/** The world, as a command sees it. */
export type World = {
  settings: Settings;
  environment: Environment;
  write(text: string): void;
  /** Puts a question to the person at the terminal; `null`: nobody is there. */
  ask: ((question: string) => Promise<string>) | null;
  /** The body at an address, read as JSON. Throws an error that says what went wrong. */
  download(url: string): Promise<unknown>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `stop` when the process is told to end; it ends at once when it is told again. */
  onStop(stop: () => void): void;
};

export type Options = ReturnType<typeof parseArgs>['values'];

/** Something that `parley` can do. What it throws is shown, and the process fails. */
export type Command = {
  /** What stands right after its name; in brackets where it may be left out. */
  argument?: string;
  /** What can be written after that. */
  usage: string;
  summary: string;
  options: ParseArgsOptionsConfig;
  run(options: Options, world: World, argument: string | null): Promise<void>;
};

/** It could not be done, and the person knows why. The message is all that is shown. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
