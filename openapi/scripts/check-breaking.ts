/**
 * Holds the contract of this tree against the one last released, run from the repository's root:
 *   node openapi/scripts/check-breaking.ts [--base file] [--head file] [--json]
 * Exit code 1 when it changed and no changeset says so.
 */
import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { breakingChanges, differsBeyondProse } from './breaking/breaking-changes.ts';
import { changesetsFor } from './breaking/changesets.ts';
import { isObject, type Json, type JsonObject, stringAt } from './breaking/json.ts';
import { reportOf } from './breaking/report.ts';
import { verdictOn } from './breaking/verdict.ts';

const packageName = '@parley/openapi';

const { values: options } = parseArgs({
  options: {
    base: { type: 'string', default: 'openapi/baseline/openapi.json' },
    head: { type: 'string', default: 'openapi/generated/openapi.json' },
    json: { type: 'boolean', default: false },
  },
});

try {
  process.exitCode = check() ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function check(): boolean {
  const base = readDocument(
    options.base,
    'There is no baseline to compare with: it is the contract as last released, and belongs there.',
  );
  const head = readDocument(options.head, 'Run "npm run generate" to write it.');
  if (isDeepStrictEqual(base, head)) {
    print({ changes: [], isAllowed: true, reason: `The contract is the one in ${options.base}.` });
    return true;
  }
  const changes = breakingChanges(base, head);
  const verdict = verdictOn({
    changes,
    differsBeyondProse: differsBeyondProse(base, head),
    changesets: changesetsFor(packageName, '.changeset'),
    packageName,
    version:
      stringAt(
        readDocument('openapi/package.json', 'Run this from the root of the repository.'),
        'version',
      ) ?? '',
  });
  print({ changes, ...verdict });
  return verdict.isAllowed;
}

function print(result: { changes: ReturnType<typeof breakingChanges>; isAllowed: boolean; reason: string }) {
  const lines = options.json
    ? [JSON.stringify(result, null, 2)]
    : [...reportOf(result.changes), result.reason];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function readDocument(file: string, advice: string): JsonObject {
  if (!existsSync(file)) throw new Error(`${file} does not exist. ${advice}`);
  const text = readFileSync(file, 'utf8');
  try {
    const document: Json = JSON.parse(text);
    if (isObject(document)) return document;
  } catch (error) {
    throw new Error(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw new Error(`${file} holds no JSON object.`);
}
