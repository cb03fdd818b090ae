#!/usr/bin/env node
// JavaScript, since Node would load a compiler of TypeScript for it (50 ms, 10 MB): what that compiles is kept from here on.
import { existsSync, mkdirSync } from 'node:fs';
import { enableCompileCache, registerHooks } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

keepCompiled();
if (!existsSync(new URL(import.meta.resolve('#main')))) runFromSource();
await import('#main');

/**
 * What is compiled once is kept for the next start: a third of its CPU. In the user's own folder, since what lies in a
 * shared one may be anybody's; where that can't be written, nothing is kept.
 * https://nodejs.org/api/module.html#module-compile-cache
 */
function keepCompiled() {
  try {
    const folder = join(homedir(), '.cache');
    // One level, by hand: Node makes a path of several for ever where its beginning can't be made, in /proc say.
    if (!existsSync(folder)) mkdirSync(folder);
    enableCompileCache(join(folder, 'parley'));
  } catch {
    // A user without a home.
  }
}

/** In a checkout that was not built: as with --conditions=@parley/source, in every package. What is published is built. */
function runFromSource() {
  registerHooks({
    resolve: (specifier, { conditions, ...context }, next) =>
      next(specifier, { ...context, conditions: ['@parley/source', ...conditions] }),
  });
}
