import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** undici's Pool. Its index would load fetch, caches and mocks besides, and Node's own fetch with them: 50 ms of each start and 10 MB. */
export const Pool: typeof import('undici').Pool = require('undici/lib/dispatcher/pool.js');
export type Pool = import('undici').Pool;
