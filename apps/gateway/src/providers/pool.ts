import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * undici's Pool. Its index would load fetch, caches and mocks besides, and Node's own fetch with them: 50 ms of each
 * start and 10 MB. What the index adds to every dispatcher, `request` and the like, is added here as it does.
 */
export const Pool: typeof import('undici').Pool = require('undici/lib/dispatcher/pool.js');
export type Pool = import('undici').Pool;

Object.assign(require('undici/lib/dispatcher/dispatcher.js').prototype, require('undici/lib/api/index.js'));
