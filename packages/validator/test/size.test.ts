import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { operations as parley } from '../src/index.ts';
import { operations as openai } from '../src/openai.ts';
import { completion, request, textStream } from './support/valid.ts';

const root = join(import.meta.dirname, '..');
const limits: Record<string, number> = manifest['size-limit-gzip-bytes'];

/** What a browser or an edge runtime gets of a program that imports from the package. */
async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    conditions: ['@parley/source'],
    platform: 'browser',
    format: 'iife',
    globalName: 'program',
    bundle: true,
    minify: true,
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

const gzipped = async (contents: string) => gzipSync(await bundle(contents), { level: 9 }).length;
const all = (path: string) => `export * from '@parley/validator${path}';`;

describe('what is imported stays within the size that package.json promises:', () => {
  const imports: Record<string, string> = {
    '.': all(''),
    './openai': all('/openai'),
    './fetch': all('/fetch'),
    './create-chat-completion': all('/create-chat-completion'),
    './create-chat-completion validateRequest': `export { validateRequest } from '@parley/validator/create-chat-completion';`,
    './create-chat-completion streamChecker': `export { streamChecker } from '@parley/validator/create-chat-completion';`,
    './openai/create-chat-completion': all('/openai/create-chat-completion'),
    './get-model': all('/get-model'),
  };

  test('each limit is measured', () => {
    expect(Object.keys(limits)).toEqual(Object.keys(imports));
  });

  test.each(Object.entries(imports))('%s', async (name, contents) => {
    const size = await gzipped(contents);
    expect(size).toBeLessThanOrEqual(limits[name] ?? 0);
    // A limit that is far away guards nothing.
    expect(size).toBeGreaterThan((limits[name] ?? 0) * 0.7);
  });
});

describe.each([
  ['', 'operations', parley],
  ['/openai', 'openai/operations', openai],
])('of @parley/validator%s', (path, folder, operations) => {
  const ids = Object.keys(operations);
  const fileOf = (id: string) => id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

  test('each operation has an entry of its own, and there is no other', () => {
    const files = readdirSync(join(root, 'src/generated', folder));
    expect(files.sort()).toEqual(ids.map((id) => `${fileOf(id)}.ts`).sort());
  });

  test.each(ids)('%s comes without the other operations', async (id) => {
    const text = await bundle(all(`${path}/${fileOf(id)}`));
    expect(ids.filter((other) => text.includes(`"${other}"`))).toEqual([id]);
  });
});

describe('where nothing of Node is and no code may be made at run time', () => {
  const program = `
    import { streamChecker, validateRequest, validateResponse } from '@parley/validator';
    import * as openai from '@parley/validator/openai';
    import * as chat from '@parley/validator/create-chat-completion';
    import { withContract } from '@parley/validator/fetch';
    export { chat, openai, streamChecker, validateRequest, validateResponse, withContract };
  `;
  const isolated = async () => {
    const globals = { Headers, ReadableStream, Request, Response, TextDecoder, TextEncoder, URL };
    const context = createContext(globals, { codeGeneration: { strings: false, wasm: false } });
    const run = (code: string): unknown => runInContext(code, context);
    run(await bundle(program));
    return run;
  };

  test('such a place is one', async () => {
    const run = await isolated();
    expect(() => run('eval("1")')).toThrow('Code generation from strings disallowed');
    expect(() => run('new Function("return 1")')).toThrow('Code generation from strings disallowed');
    expect(run('typeof process + typeof Buffer + typeof require')).toBe('undefined'.repeat(3));
  });

  test('the validators work', async () => {
    const run = await isolated();
    const call = (name: string, ...values: unknown[]) =>
      run(`program.${name}(${values.map((value) => JSON.stringify(value)).join()})`);
    expect(call('validateRequest', 'createChatCompletion', request())).toBeNull();
    expect(call('chat.validateRequest', { ...request(), temperature: 3 })).toMatchObject({
      message: 'temperature must be at most 2, got 3.',
    });
    expect(call('validateResponse', 'createChatCompletion', 200, completion())).toBeNull();
    expect(call('openai.validateResponse', 'createChatCompletion', 200, {})).toMatchObject({ param: 'id' });
    expect(
      run(`const checker = program.streamChecker();
        ${JSON.stringify(textStream())}.flatMap((event) => checker.push(event)).length`),
    ).toBe(0);
  });

  test('a handler can be held to the contract', async () => {
    const run = await isolated();
    const status = run(`
      program.withContract(program.chat, () => Response.json({}), { responses: 'enforce' })(
        new Request('http://gateway.test/v1/chat/completions', {
          method: 'POST',
          body: ${JSON.stringify(JSON.stringify(request()))},
        }),
      ).then(({ status }) => status)`);
    expect(await status).toBe(500);
  });
});
