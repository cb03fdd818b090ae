import type { CurrentKey, Key, KeyList, KeyWithSecret } from '@parley/types';
import { type ApiCall, callApi } from '../call-api.ts';
import { type Command, CommandError, type World } from '../command.ts';
import { keyFields, keyFlags, keyOptions } from './key-fields.ts';
import { showBudget, showKey, showKeys } from './show-keys.ts';

const json = { json: { type: 'boolean' as const } };
const pathOf = (id: string): string => `/v1/keys/${encodeURIComponent(id)}`;
const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

type Shown = { isJson: boolean; world: World };

/** The secret is in this answer and in no other: it comes first, with a word of that. */
function writeSecret(made: KeyWithSecret, { isJson, world }: Shown): void {
  world.write(
    isJson
      ? asJson(made)
      : `${made.secret}\n\nThis is the secret. It is shown only now.\n\n${showKey(made.key)}`,
  );
}

const writeKey = (key: Key, { isJson, world }: Shown): void =>
  world.write(isJson ? asJson(key) : showKey(key));

async function allKeys({ settings }: World): Promise<Key[]> {
  const keys: Key[] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: KeyList = await callApi<KeyList>(
      { operationId: 'listKeys', method: 'GET', path: `/v1/keys?limit=100${after}` },
      settings,
    );
    keys.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return keys;
}

function overlapOf(text: unknown): { overlap_seconds?: number } {
  if (typeof text !== 'string') return {};
  if (!/^\d+$/.test(text)) throw new CommandError(`--overlap-seconds is a number of seconds, got "${text}".`);
  return { overlap_seconds: Number(text) };
}

/** Commands that ask the gateway that runs, as any other caller does. */
export const keyCommands: { [words: string]: Command } = {
  'keys create': {
    usage: '--name NAME [FIELD VALUE]… [--json]',
    summary: `Make a key below the one that asks. Its secret is shown once. FIELD: ${keyFlags}`,
    options: { ...keyOptions, ...json },
    async run(options, world) {
      const body = keyFields(options);
      const call: ApiCall = { operationId: 'createKey', method: 'POST', path: '/v1/keys', body };
      const made = await callApi<KeyWithSecret>(call, world.settings);
      writeSecret(made, { isJson: options['json'] === true, world });
    },
  },
  'keys list': {
    usage: '[--json]',
    summary: 'List the keys below the one that asks; an administrator sees all.',
    options: json,
    async run(options, world) {
      const keys = await allKeys(world);
      world.write(options['json'] === true ? asJson(keys) : showKeys(keys, world.now()));
    },
  },
  'keys get': {
    argument: '[KEY_ID]',
    usage: '[--json]',
    summary: 'Show a key; without an id the one that asks, and what is left of its budget.',
    options: json,
    async run(options, world, id) {
      const shown = { isJson: options['json'] === true, world };
      if (id !== null) {
        const call: ApiCall = { operationId: 'getKey', method: 'GET', path: pathOf(id) };
        return writeKey(await callApi<Key>(call, world.settings), shown);
      }
      const call: ApiCall = { operationId: 'getCurrentKey', method: 'GET', path: '/v1/key' };
      const current = await callApi<CurrentKey>(call, world.settings);
      const { key, budget } = current;
      if (shown.isJson) return world.write(asJson(current));
      world.write(key === null ? 'This is the master key.\n' : showKey(key));
      if (budget !== null) world.write(showBudget(budget));
    },
  },
  'keys update': {
    argument: 'KEY_ID',
    usage: '[--name NAME] [FIELD VALUE]… [--json]',
    summary: 'Change what is given of a key, and leave the rest. The value "none" takes a bound away.',
    options: { ...keyOptions, ...json },
    async run(options, world, id) {
      const body = keyFields(options);
      const call: ApiCall = { operationId: 'updateKey', method: 'PATCH', path: pathOf(id ?? ''), body };
      writeKey(await callApi<Key>(call, world.settings), { isJson: options['json'] === true, world });
    },
  },
  'keys rotate': {
    argument: 'KEY_ID',
    usage: '[--overlap-seconds SECONDS] [--json]',
    summary: 'Give a key a new secret. The one before goes on working for so long, or ends at once.',
    options: { 'overlap-seconds': { type: 'string' }, ...json },
    async run(options, world, id) {
      const body = overlapOf(options['overlap-seconds']);
      const path = `${pathOf(id ?? '')}/rotate`;
      const call: ApiCall = { operationId: 'rotateKey', method: 'POST', path, body };
      const made = await callApi<KeyWithSecret>(call, world.settings);
      writeSecret(made, { isJson: options['json'] === true, world });
    },
  },
  'keys revoke': {
    argument: 'KEY_ID',
    usage: '[--json]',
    summary: 'End a key and every key below it, for good.',
    options: json,
    async run(options, world, id) {
      const call: ApiCall = { operationId: 'revokeKey', method: 'DELETE', path: pathOf(id ?? '') };
      writeKey(await callApi<Key>(call, world.settings), { isJson: options['json'] === true, world });
    },
  },
};
