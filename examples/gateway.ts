// Where the gateway is, for every program here. With nothing set: where `npm start` serves, and the key that it made.
import { existsSync, readFileSync } from 'node:fs';

const { env } = process;
const keyFile = new URL('../.parley/master-key', import.meta.url);

/** Without `/v1`. */
export const baseUrl = (env['PARLEY_BASE_URL'] ?? 'http://127.0.0.1:4000').replace(/(\/v1)?\/*$/, '');
export const apiKey =
  env['PARLEY_API_KEY'] ?? (existsSync(keyFile) ? readFileSync(keyFile, 'utf8').trim() : '');
export const model = env['PARLEY_MODEL'] ?? 'auto';
