import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDataDirectory } from './data-directory.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'parley-data-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

/** Another process that holds the directory. */
async function holder(path: string) {
  const module = join(import.meta.dirname, 'data-directory.ts');
  const program = `const { openDataDirectory } = await import(${JSON.stringify(module)});
    const held = openDataDirectory(${JSON.stringify(path)}, () => 'held'); console.log(held.instance);
    // Else it would be collected, and its lock with it.
    setInterval(() => held, 1e6);`;
  const child = spawn(
    process.execPath,
    ['--conditions=@parley/source', '--input-type=module', '-e', program],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [said] = await once(child.stdout, 'data');
  return { child, instance: String(said).trim() };
}

test('G12 a second process is refused, and told which file holds the lock; after kill -9 the next one starts', async () => {
  const path = folder();
  const { child, instance } = await holder(path);
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  expect(() => openDataDirectory(path, randomUUID)).toThrow(join(path, 'lock'));
  child.kill('SIGKILL');
  await once(child, 'exit');
  const mine = openDataDirectory(path, randomUUID);
  expect(mine.instance).toBe(instance);
  mine.release();
});

test('a directory that was released is taken again, and two directories are two instances', () => {
  const path = folder();
  const first = openDataDirectory(path, randomUUID);
  expect(() => openDataDirectory(path, randomUUID)).toThrow('Another process');
  first.release();
  const second = openDataDirectory(path, randomUUID);
  expect(second.instance).toBe(first.instance);
  second.release();
  const other = openDataDirectory(folder(), randomUUID);
  expect(other.instance).not.toBe(first.instance);
  other.release();
});
