import { createClient, ParleyError } from '@parley/client';
import { readyFor } from './ask.ts';
import type { Connection } from './connection.ts';
import { element } from './element.ts';
import { plural } from './format.ts';

/** Fills the list of models to pick from, and says in one sentence how that went. */
export async function listModels(connection: Connection, list: HTMLDataListElement): Promise<string> {
  if (connection.apiKey === '') return 'With a key, the models of this gateway are listed.';
  try {
    const { data } = await createClient({ ...readyFor(connection), maxRetries: 0 }).models.list();
    list.replaceChildren(
      ...['auto', ...data.map(({ id }) => id)].map((value) => element('option', { value })),
    );
    const providers = new Set(data.map(({ owned_by }) => owned_by)).size;
    return `${plural(data.length, 'model')} of ${plural(providers, 'provider')}.`;
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}
