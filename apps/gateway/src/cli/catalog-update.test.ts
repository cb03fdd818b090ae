import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Entry, modelsDevOf } from '../../test/support/models-dev.ts';
import { readUpdateFile } from '../catalog/update/update-file.ts';
import type { World } from './command.ts';
import { download } from './download.ts';
import { runCommand } from './run-command.ts';

let directory: string;
let said: string;
beforeEach(() => {
  said = '';
  directory = mkdtempSync(join(tmpdir(), 'parley-catalog-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
});

const dataDirectory = () => join(directory, 'data');
const written = () => readUpdateFile(join(dataDirectory(), 'catalog.json'));
const nothingWritten = () => expect(written().source).toBe('none');

function world(answer: string | null): World {
  return {
    settings: {
      host: '127.0.0.1',
      port: '0',
      configFile: undefined,
      dataDirectory: dataDirectory(),
      databaseUrl: undefined,
      redisUrl: undefined,
      masterKey: 'key',
      baseUrl: undefined,
      apiKey: undefined,
      logLevel: 'silent',
    },
    environment: {},
    write: (text) => {
      said += text;
    },
    ask:
      answer === null
        ? null
        : async (question) => {
            said += question;
            return answer;
          },
    download,
    now: () => Date.parse('2999-12-31T01:00:00Z'),
    onStop: () => {},
  };
}

function file(content: unknown): string {
  const path = join(directory, 'api.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const update = (from: string, answer: string | null, ...flags: string[]) =>
  runCommand(['catalog', 'update', '--from', from, ...flags], world(answer));

const cerebras = (change?: (entries: Map<string, Entry>) => void) => file(modelsDevOf('cerebras', change));

function entry(entries: Map<string, Entry>, id: string): Entry {
  const found = entries.get(id);
  if (found === undefined) throw new Error(`${id} is not shipped.`);
  return found;
}

const dearer = (entries: Map<string, Entry>) => {
  entry(entries, 'gpt-oss-120b').cost = { input: 0.7, output: 0.75 };
};
const longer = (entries: Map<string, Entry>) => {
  entry(entries, 'gpt-oss-120b').limit = { context: 262_144, output: 40_960 };
};

describe('prices', () => {
  test('are shown, old and new, and change when the person agrees', async () => {
    await update(cerebras(dearer), 'y');
    expect(said).toContain('cerebras/gpt-oss-120b  input 0.35 → 0.7\n');
    expect(said).toContain('1 price would change. Go on? [y/N]');
    expect(written()).toMatchObject({ as_of: '2999-12-31' });
    expect(written().providers).toEqual({
      cerebras: {
        'gpt-oss-120b': {
          prices: [{ as_of: '2999-12-31', source: 'models.dev', input: '0.7', output: '0.75' }],
        },
      },
    });
  });

  test.each(['n', '', 'perhaps'])('stay when the person says "%s"', async (answer) => {
    await expect(update(cerebras(dearer), answer)).rejects.toThrow('Nothing was written.');
    nothingWritten();
  });

  test('stay when nobody is there to be asked, and the sentence says what to do', async () => {
    await expect(update(cerebras(dearer), null)).rejects.toThrow(/nobody is here .* add --yes/);
    expect(said).toContain('0.35 → 0.7');
    nothingWritten();
  });

  test('change without a question when it was answered before', async () => {
    await update(cerebras(dearer), null, '--yes');
    expect(said).not.toContain('Go on?');
    expect(Object.keys(written().providers)).toEqual(['cerebras']);
  });

  test('that move more than tenfold are pointed out', async () => {
    const from = cerebras((entries) => {
      entry(entries, 'gpt-oss-120b').cost = { input: 3.6, output: 7.4 };
    });
    await update(from, null, '--yes');
    expect(said).toContain('! cerebras/gpt-oss-120b  input 0.35 → 3.6  more than tenfold');
    expect(said).toContain('  cerebras/gpt-oss-120b  output 0.75 → 7.4\n');
  });

  test('keep their history', async () => {
    await update(cerebras(dearer), 'yes');
    said = '';
    await update(cerebras(dearer), null);
    expect(said).toBe('Nothing has changed.\n');
    const later = { ...world('y'), now: () => Date.parse('3000-01-01T00:00:00Z') };
    const from = cerebras((entries) => {
      entry(entries, 'gpt-oss-120b').cost = { input: 0.8, output: 0.75 };
    });
    await runCommand(['catalog', 'update', '--from', from], later);
    expect(said).toContain('input 0.7 → 0.8');
    const prices = written().providers['cerebras']?.['gpt-oss-120b']?.prices ?? [];
    expect(prices.map(({ as_of, input }) => [as_of, input])).toEqual([
      ['3000-01-01', '0.8'],
      ['2999-12-31', '0.7'],
    ]);
  });
});

describe('what is no price', () => {
  test('changes without a question: new models, limits, the end of one', async () => {
    const from = cerebras((entries) => {
      longer(entries);
      entry(entries, 'zai-glm-4.7')['status'] = 'deprecated';
      const fresh = {
        ...entry(entries, 'gpt-oss-120b'),
        id: 'maker/Fresh-1',
        name: 'Fresh',
        cost: { input: 1, output: 2 },
      };
      entries.set('fresh', fresh);
      entries.set('other', { ...fresh, id: 'whisper-9' });
    });
    await update(from, null);
    expect(said).toMatch(/Added \(1\)\n {2}cerebras\/fresh-1 {2}1 in, 2 out\n/);
    expect(said).toMatch(/Deprecated \(1\)\n {2}cerebras\/zai-glm-4\.7\n/);
    expect(said).toMatch(/Limits \(1\)\n {2}cerebras\/gpt-oss-120b {2}context_tokens 131072 → 262144\n/);
    const { cerebras: models } = written().providers;
    expect(models?.['gpt-oss-120b']).toEqual({ context_tokens: 262_144 });
    expect(models?.['zai-glm-4.7']).toEqual({ deprecated_at: '2999-12-31' });
    expect(models?.['fresh-1']).toMatchObject({ native: 'maker/Fresh-1', context_tokens: 262_144 });
  });

  test('that is not listed any more is deprecated', async () => {
    await update(
      cerebras((entries) => entries.delete('zai-glm-4.7')),
      null,
    );
    expect(said).toContain('cerebras/zai-glm-4.7  no longer listed');
  });

  test('of a provider that the source leaves out stays as the last update had it', async () => {
    await update(cerebras(longer), null);
    await update(file(modelsDevOf('minimax', (entries) => entries.delete('minimax-m2'))), null);
    expect(Object.keys(written().providers)).toEqual(['cerebras', 'minimax']);
  });

  test('is nothing when nothing has changed, and nothing is written', async () => {
    await update(cerebras(), null);
    expect(said).toBe('Nothing has changed.\n');
    nothingWritten();
  });
});

test('a price that was read elsewhere stays, and is told', async () => {
  const from = file(
    modelsDevOf('moonshotai', (entries) => {
      entry(entries, 'kimi-k2-turbo-preview').cost = { input: 2.4, output: 10 };
    }),
  );
  await update(from, null);
  expect(said).toContain(
    'moonshotai/kimi-k2-turbo-preview (genai-prices 0.1.8)  input 1.15, not 2.4; output 8, not 10',
  );
  nothingWritten();
});

describe('data that can’t be true', () => {
  const absurd: [what: string, cost: object, says: string][] = [
    ['a negative price', { input: -1, output: 1 }, 'cost/input must be >= 0'],
    ['a price beyond all measure', { input: 1e6, output: 1 }, 'cost/input must be <= 10000'],
    ['a price in words', { input: 'much', output: 1 }, 'cost/input must be number'],
  ];
  test.each(absurd)('%s is refused, and the model stays as it was', async (_what, cost, says) => {
    const from = cerebras((entries) => {
      longer(entries);
      entries.set('zai-glm-4.7', { ...entry(entries, 'zai-glm-4.7'), cost: { ...cost } });
    });
    await update(from, null);
    expect(said).toContain(`cerebras/zai-glm-4.7: ${says}`);
    expect(Object.keys(written().providers['cerebras'] ?? {})).toEqual(['gpt-oss-120b']);
  });

  const useless: [what: string, content: unknown, says: RegExp][] = [
    ['no JSON', '<html>', /api\.json is not valid JSON/],
    ['a list', [], /api\.json can't be used: it names no model/],
    ['another shape', { data: [{ id: 'gpt-5' }] }, /it names no model/],
    ['providers that nobody knows', { acme: { models: {} } }, /it names no model/],
    [
      'half of a list',
      modelsDevOf('mistral', (entries) => {
        for (const id of [...entries.keys()].slice(0, 15)) entries.delete(id);
      }),
      /it lacks \d+ of the \d+ models that mistral had: it can't be whole/,
    ],
  ];
  test.each(useless)('%s is refused as a whole', async (_what, content, says) => {
    await expect(update(file(content), null, '--yes')).rejects.toThrow(says);
    nothingWritten();
  });
});

describe('the source', () => {
  test('can be an address, and what is wrong with one is told', async () => {
    const server = createServer(({ url }, response) => {
      if (url === '/api.json') response.end(JSON.stringify(modelsDevOf('cerebras', longer)));
      else response.writeHead(url === '/page' ? 200 : 503).end('<html>');
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}`;
    await update(`${url}/api.json`, null);
    expect(written().source).toBe(`${url}/api.json`);
    await expect(update(`${url}/page`, null)).rejects.toThrow(/page didn't answer with valid JSON/);
    await expect(update(`${url}/gone`, null)).rejects.toThrow(/gone answered 503 Service Unavailable/);
    server.close();
    server.closeAllConnections();
    await expect(update(`${url}/api.json`, null)).rejects.toThrow(
      /api\.json can't be reached: .+ --from FILE/,
    );
  });

  test('must be there', async () => {
    await expect(update(join(directory, 'missing.json'), null)).rejects.toThrow(
      /missing\.json can't be read/,
    );
  });
});

describe('the file in the data directory', () => {
  test('is written whole: nothing else is left beside it', async () => {
    await update(cerebras(longer), null);
    await update(cerebras(dearer), 'y');
    expect(readdirSync(dataDirectory())).toEqual(['catalog.json']);
  });

  test('stays as it was when it can’t be written', async () => {
    writeFileSync(dataDirectory(), 'a file where a directory should be');
    await expect(update(cerebras(longer), null)).rejects.toThrow(/catalog\.json can't be/);
    expect(readFileSync(dataDirectory(), 'utf8')).toBe('a file where a directory should be');
  });

  test('that is broken is not built upon', async () => {
    await update(cerebras(longer), null);
    writeFileSync(join(dataDirectory(), 'catalog.json'), '{"source": 1}');
    await expect(update(cerebras(dearer), 'y')).rejects.toThrow(/catalog\.json is no catalogue/);
  });
});
