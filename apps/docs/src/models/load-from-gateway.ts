import { createClient } from '@parley/client';
import { readyFor } from '../playground/ask.ts';
import type { Connection } from '../playground/connection.ts';
import { type ModelRow, toRow } from './model-row.ts';

/** What a gateway knows of models, those of providers that are off there included. Throws with a sentence. */
export async function loadFromGateway(connection: Connection): Promise<ModelRow[]> {
  const { data, error } = await createClient(readyFor(connection)).http.GET('/v1/models', {
    params: { query: { available: 'false' } },
  });
  if (data === undefined) throw new Error(`${error.error.code}: ${error.error.message}`);
  return data.data.map(toRow);
}
