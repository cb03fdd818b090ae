import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ValidateFunction } from 'ajv';
import { CatalogError } from '../catalog-error.ts';
import { type CatalogUpdate, noUpdate } from './catalog-update.ts';

const require = createRequire(import.meta.url);

export const updateFile = (dataDirectory: string): string => join(dataDirectory, 'catalog.json');

/** The update that was written last; without a file, one that says nothing. Throws a CatalogError when it can't be used. */
export function readUpdateFile(file: string): CatalogUpdate {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return noUpdate;
    throw new CatalogError(`${file} can't be read: ${String(thrown)}`);
  }
  const update = parsed(text, file);
  const validate: ValidateFunction<CatalogUpdate> = require('../../generated/schemas/catalog-update.cjs');
  if (validate(update)) return update;
  const [error] = validate.errors ?? [];
  throw new CatalogError(`${file} is no catalogue: ${error?.instancePath || '/'} ${error?.message}.`);
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new CatalogError(`${file} is not valid JSON: ${thrown instanceof Error ? thrown.message : thrown}`);
  }
}

/** Writes it whole or not at all: a reader sees the old file or the new one. */
export function writeUpdateFile(file: string, update: CatalogUpdate): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, `${JSON.stringify(update, null, 2)}\n`);
    const handle = openSync(draft, 'r');
    fsyncSync(handle);
    closeSync(handle);
    renameSync(draft, file);
  } catch (thrown) {
    rmSync(draft, { force: true });
    throw new CatalogError(`${file} can't be written: ${thrown instanceof Error ? thrown.message : thrown}`);
  }
}
