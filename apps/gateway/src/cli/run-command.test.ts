import { expect, test } from 'vitest';
import { ConfigError } from '../config.ts';
import { CommandError, type World } from './command.ts';
import { explain, runCommand } from './run-command.ts';

function world(): World & { said: string } {
  return {
    said: '',
    settings: {
      host: '127.0.0.1',
      port: 'many',
      configFile: undefined,
      dataDirectory: '.parley',
      databaseUrl: undefined,
      redisUrl: undefined,
      masterKey: 'key',
      baseUrl: undefined,
      apiKey: undefined,
      logLevel: 'silent',
    },
    environment: {},
    write(text) {
      this.said += text;
    },
    ask: null,
    download: () => Promise.reject(new Error('nothing is downloaded here')),
    now: () => 0,
    onStop: () => {},
  };
}

test.each([[['--help']], [['start', '-h']], [['catalog', 'update', '--help']]])(
  '%j names every command',
  async (words) => {
    const here = world();
    await runCommand(words, here);
    expect(here.said).toMatch(/parley start\n/);
    expect(here.said).toMatch(/parley catalog update \[--from FILE_OR_URL\] \[--yes\]\n/);
  },
);

test('--version is the one of the package', async () => {
  const here = world();
  await runCommand(['--version'], here);
  expect(here.said).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
});

test.each([[[]], [['start']]])('%j starts, as the settings say', async (words) => {
  await expect(runCommand(words, world())).rejects.toThrow('PORT must be 0 to 65535, got "many".');
});

test('a level that no log has is refused', async () => {
  const here = world();
  Object.assign(here.settings, { port: '0', logLevel: 'verbose' });
  await expect(runCommand([], here)).rejects.toThrow(/^PARLEY_LOG_LEVEL must be .*warn.*, got "verbose"\.$/);
});

const mistakes: [words: string[], says: RegExp][] = [
  [['keys'], /^parley keys: there is no such command\.\n\n.*parley start/s],
  [['keys', 'get', 'one', 'two'], /^parley keys get one two: there is no such command/],
  [['keys', 'revoke'], /^parley keys revoke: KEY_ID is missing/],
  [['keys', 'create', '--colour', 'red'], /^parley keys create: Unknown option '--colour'/],
  [['catalog'], /^parley catalog: there is no such command/],
  [['constructor'], /^parley constructor: there is no such command/],
  [['catalog', 'update', 'now'], /^parley catalog update now: there is no such command/],
  [['start', '--port', '1'], /^parley start: Unknown option '--port'/],
  [['catalog', 'update', '--from'], /^parley catalog update: .*'--from <value>' argument missing/],
];
test.each(mistakes)('%j is a mistake, and the help is shown', async (words, says) => {
  await expect(runCommand(words, world())).rejects.toThrow(says);
});

test('what a person can mend is said in a sentence, and a fault of ours with its stack', () => {
  expect(explain(new CommandError('Nothing was written.'))).toBe('Nothing was written.');
  expect(explain(new ConfigError('PORT must be …'))).toBe('PORT must be …');
  expect(explain(new Error('oh'))).toMatch(/^Error: oh\n +at /);
  expect(explain(Object.assign(new Error('listen EADDRINUSE: :::1'), { code: 'EADDRINUSE' }))).toMatch(
    /set PORT\.$/,
  );
});
