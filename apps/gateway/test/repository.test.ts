// The laws of this repository, as tests: what a reviewer would otherwise have to remember.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { errors } from '../src/errors.ts';
import { adapters, knownProviders } from '../src/providers/index.ts';

const root = resolve(import.meta.dirname, '../../..');
const gateway = join(root, 'apps/gateway/src');

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/\/(generated|dist|node_modules|\.astro)\//.test(file));
}

const isTest = (file: string) => file.endsWith('.test.ts');
const sources = ['openapi/scripts', 'packages', 'apps'].flatMap((folder) => filesBelow(join(root, folder)));
const gatewaySources = filesBelow(gateway).filter((file) => !isTest(file));
const textOf = (file: string) => readFileSync(file, 'utf8');
const nameOf = (file: string) => relative(gateway, file);

/** What a file imports of the gateway at run time: types don't count. */
function importsOf(file: string): string[] {
  return [...textOf(file).matchAll(/^import (?!type )(?:[^;]*?)from '(\.[^']+\.ts)';/gms)]
    .filter(([statement]) => !/^import \{\s*(type \w+,?\s*)+\} from/.test(statement))
    .map(([, path = '']) => relative(gateway, resolve(dirname(file), path)));
}

describe('imports run one way', () => {
  // A folder may import what stands after it, and itself where its line says so.
  const order = [
    'main.ts',
    'cli',
    'start-gateway.ts',
    'app.ts',
    'routes',
    'pipeline',
    'routing',
    'providers',
    'sse',
  ];
  const rank = (name: string) => order.indexOf(name.split('/')[0] ?? '');

  test.each(gatewaySources.filter((file) => rank(nameOf(file)) >= 0).map(nameOf))('%s', (name) => {
    const upwards = importsOf(join(gateway, name)).filter(
      (other) => rank(other) >= 0 && rank(other) < rank(name),
    );
    expect(upwards).toEqual([]);
  });

  const mayImportSteps: { [step: string]: string[] } = {
    'pipeline/call-routes.ts': ['pipeline/attempt.ts'],
    'pipeline/attempt.ts': ['pipeline/send.ts'],
  };
  test('a step imports no other step, but for call-routes, attempt and send', () => {
    const steps = gatewaySources.map(nameOf).filter((name) => name.startsWith('pipeline/'));
    const found = steps.map((step) => [
      step,
      importsOf(join(gateway, step)).filter((other) => other.startsWith('pipeline/')),
    ]);
    expect(Object.fromEntries(found.filter(([, others]) => others?.length))).toEqual(mayImportSteps);
  });

  test('what stands beside the layers imports none above providers', () => {
    const beside = gatewaySources.map(nameOf).filter((name) => /^(catalog|server)\//.test(name));
    const found = beside.flatMap((name) =>
      importsOf(join(gateway, name)).filter(
        (other) => rank(other) >= 0 && rank(other) < order.indexOf('providers'),
      ),
    );
    expect(found).toEqual([]);
  });
});

describe('the world comes from main', () => {
  const world: [what: string, pattern: RegExp, allowed: string[]][] = [
    ['the environment', /process\.env|\benv\['/, ['main.ts']],
    ['the clock', /Date\.now\(|performance\.now\(|new Date\(\)/, ['main.ts', 'start-gateway.ts']],
    [
      'chance',
      /Math\.random\(|randomBytes\(|randomInt\(|randomUUID\(/,
      ['start-gateway.ts', 'keys/secret.ts'],
    ],
    [
      'outgoing calls',
      /\bfetch\(|\bawait request\(|\.pool\.(request|stream|dispatch)\(|\bexchange\(|\.dispatch\(|https?\.request\(/,
      [
        'pipeline/send.ts',
        'providers/exchange.ts',
        'media/fetch-media.ts',
        'cli/download.ts',
        'cli/call-api.ts',
      ],
    ],
  ];
  test.each(world)('%s is read in one place', (_what, pattern, allowed) => {
    const found = gatewaySources.filter((file) => pattern.test(textOf(file))).map(nameOf);
    expect(found.filter((name) => !allowed.includes(name))).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
  });

  test('nothing asks which provider it is, outside the registry', () => {
    const asks = /switch \((?:\w+\.)*provider|(?:provider|adapter)(?:\.id)? === '/;
    expect(gatewaySources.filter((file) => asks.test(textOf(file))).map(nameOf)).toEqual([]);
  });
});

describe('files', () => {
  test('none has more than 300 lines', () => {
    const long = sources.filter((file) => textOf(file).split('\n').length > 301);
    expect(long.map((file) => relative(root, file))).toEqual([]);
  });

  test('are named in kebab-case and stand in no drawer for everything', () => {
    const odd = sources.filter(
      (file) =>
        !/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|gen|config|bench))?\.ts$/.test(basename(file)) ||
        /\/(utils|helpers|common|core|services|lib|misc)\//.test(relative(root, file)),
    );
    expect(odd.map((file) => relative(root, file))).toEqual([]);
  });

  test('hold no note of work left undone', () => {
    const own = import.meta.filename;
    const undone = sources.filter((file) => file !== own && /\b(TODO|FIXME|XXX|HACK)\b/.test(textOf(file)));
    expect(undone.map((file) => relative(root, file))).toEqual([]);
  });
});

describe('adapters', () => {
  const folders = readdirSync(join(gateway, 'providers'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  // The dialect itself is read by all that speak it; a wire of its own has these, by these names.
  const shape = ['request.ts', 'response.ts', 'stream.ts', 'usage.ts', 'finish-reason.ts', 'error.ts'];

  test.each(folders)('%s has the shape of all', (folder) => {
    const files = readdirSync(join(gateway, 'providers', folder));
    expect(files).toContain('index.ts');
    const own = shape.filter((file) => files.includes(file));
    const thin = /\w+Adapter\(/.test(textOf(join(gateway, 'providers', folder, 'index.ts')));
    if (!thin || own.length > 0) expect(own).toEqual(shape);
  });

  test('every folder is in the registry, under its own name', () => {
    const registered = new Set([
      ...Object.keys(adapters),
      ...Object.values(knownProviders).map(({ adapter }) => adapter.id),
    ]);
    expect(folders.filter((folder) => !registered.has(folder))).toEqual([]);
  });
});

describe('names agree', () => {
  const document = createRequire(import.meta.url)('@parley/openapi/openapi.json');

  test('the error table and the contract have the same codes', () => {
    expect(Object.keys(errors).sort()).toEqual([...document.components.schemas.ErrorCode.enum].sort());
  });

  test('every type of error in the table is one of the contract', () => {
    const types = new Set(Object.values(errors).map(({ type }) => type));
    expect([...types].sort()).toEqual([...document.components.schemas.ErrorType.enum].sort());
  });

  test('every error is raised somewhere', () => {
    const text = gatewaySources
      .filter((file) => nameOf(file) !== 'errors.ts')
      .map(textOf)
      .join('\n');
    const unused = Object.keys(errors).filter((code) => !text.includes(`'${code}'`));
    expect(unused).toEqual([]);
  });

  test('the README names every environment variable that main reads, and no other', () => {
    const read = [...textOf(join(gateway, 'main.ts')).matchAll(/env\['(\w+)'\]/g)].map(([, name]) => name);
    const keys = Object.values(knownProviders).flatMap(({ baseUrl, keys, variables }) => [
      ...keys,
      ...(variables ?? []),
      ...[...(baseUrl ?? '').matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name),
    ]);
    const readme = textOf(join(root, 'apps/gateway/README.md'));
    const [, table = ''] = /## Environment\n([\s\S]*?)\n## /.exec(readme) ?? [];
    const named = [...table.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name]) => name);
    expect([...new Set(named)].sort()).toEqual([...new Set([...read, ...keys])].sort());
  });
});
