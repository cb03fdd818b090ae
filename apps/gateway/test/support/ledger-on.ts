import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { onTestFinished } from 'vitest';
import { type Ledger, type LedgerOptions, type LedgerRequest, openLedger } from '../../src/ledger/ledger.ts';
import type { RequestRecord } from '../../src/pipeline/record.ts';
import type { Database } from '../../src/store/tables.ts';

export const cent = 10_000_000_000n;
export const now = Date.parse('2026-11-23T10:00:00Z');

export function recordOf(requestId: string, costUsd: number | null = 0.000123456789): RequestRecord {
  return {
    ...{
      requestId,
      keyId: 'key_1',
      requestedModel: 'auto',
      streamed: false,
      outcome: 'completed',
      errorCode: null,
    },
    ...{ labels: { team: 'search' }, metadata: {}, usedModel: 'openai/gpt-4o', durationMs: 12 },
    attempts: [
      {
        provider: 'groq',
        model: 'a',
        status_code: 429,
        error_type: 'rate_limited',
        succeeded: false,
        duration_ms: 3,
      },
      {
        provider: 'openai',
        model: 'b',
        status_code: 200,
        error_type: 'none',
        succeeded: true,
        duration_ms: 9,
      },
    ],
    usage: {
      ...{ prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
      ...(costUsd === null ? {} : { cost_usd_total: costUsd, cost_usd_input: costUsd, cost_usd_output: 0 }),
    },
    ...{ usageSource: 'provider', usageAnomalies: [], price: null, unpriced: [], cached: false },
  };
}

export const asked = (requestId: string, over: Partial<LedgerRequest> = {}): LedgerRequest => ({
  ...{
    requestId,
    givenId: requestId,
    keyId: 'key_1',
    requestedModel: 'auto',
    holders: [],
    most: cent,
    estimate: cent / 2n,
  },
  ...over,
});
export const budgeted = { holders: [{ keyId: 'key_1', window: 'total' as const }] };

export const keyWith = (db: Database, limit: bigint) =>
  db
    .insertInto('keys')
    .values({
      ...{ id: 'key_1', name: '', prefix: '', digest: '', previous_digest: null, previous_expires_at: null },
      ...{ created_by: null, created_at: 0n, expires_at: null, revoked_at: null },
      ...{ budget_limit: limit, budget_window: 'total', document: '{}' },
    })
    .execute();

/** A ledger, and what is needed to open the same one again. */
export async function ledgerOn(db: Database, over: Partial<LedgerOptions> = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'parley-ledger-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const open = (store = db) =>
    openLedger({
      ...{ db: store, directory, instance: 'here', journalBytes: 1_000_000, whenFull: 'refuse' },
      ...{ longestRequestMs: 60_000, now: () => now, clock: () => performance.now() },
      log: pino({ level: 'silent' }),
      ...over,
    });
  return { ledger: await open(), open, directory };
}

export async function begin(ledger: Ledger, request: LedgerRequest) {
  const opened = await ledger.open(request);
  if (typeof opened === 'string') throw new Error(opened);
  return opened;
}

export const state = (db: Database) => db.selectFrom('budgets').select(['used', 'reserved']).execute();
