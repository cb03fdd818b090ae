import type { ToolCallDelta } from '@parley/types';
import { parseJson } from './json.ts';

/** A piece of a tool call as a provider sends it. `key` tells the calls of one answer apart, where there is one. */
export type ToolFragment = {
  key: string | number | null;
  id: string | null;
  name: string | null;
  arguments: string | null;
};

type Call = {
  /** Under which it began. */
  key: string | number | null;
  index: number;
  /** The provider's id; empty while it has given none. */
  id: string;
  /** Empty until the call began: a call without a name can't. */
  name: string;
  arguments: string;
};

/** Numbers the tool calls of one choice from 0, and sends id, type and name once, with the first piece (S4, S5). */
export class ToolCallWriter {
  readonly #makeId: (index: number) => string;
  readonly #byKey = new Map<string | number, Call>();
  /** `null`: several calls have this id, so that it tells nothing. */
  readonly #byId = new Map<string, Call | null>();
  #last: Call | null = null;
  #count = 0;

  constructor(makeId: (index: number) => string) {
    this.#makeId = makeId;
  }

  /** How many calls have begun. */
  get count(): number {
    return this.#count;
  }

  /** The piece to send, or `null` while there is nothing to say: a call without a name can't begin. */
  push(fragment: ToolFragment): ToolCallDelta | null {
    const call = this.#callOf(fragment);
    const { arguments: piece, name } = fragment;
    call.arguments += piece ?? '';
    if (call.name !== '') return piece ? { index: call.index, function: { arguments: piece } } : null;
    if (!name) return null;
    call.name = name;
    call.index = this.#count++;
    return {
      index: call.index,
      id: call.id === '' ? this.#makeId(call.index) : call.id,
      type: 'function',
      function: { name, arguments: call.arguments },
    };
  }

  // An id that came before says which call it is. Else the key does, and without one it is the last call.
  #callOf(given: ToolFragment): Call {
    const fragment = this.#isShared(given) ? { ...given, id: null } : given;
    const { key, id } = fragment;
    const known = key === null ? this.#last : (this.#byKey.get(key) ?? null);
    let call = id ? this.#byId.get(id) : undefined;
    if (!call && known !== null && !beginsAnother(known, fragment)) call = known;
    call ??= { key, index: -1, id: '', name: '', arguments: '' };
    if (id) {
      call.id ||= id;
      this.#byId.set(id, call);
    }
    if (key !== null) this.#byKey.set(key, call);
    this.#last = call;
    return call;
  }

  #isShared(fragment: ToolFragment): boolean {
    const { id } = fragment;
    if (!id) return false;
    const known = this.#byId.get(id);
    if (known === undefined || (known !== null && !repeatsId(known, fragment))) return false;
    this.#byId.set(id, null);
    return true;
  }
}

// A call of its own, that some providers give the id of another.
function repeatsId(known: Call, { key, name, arguments: piece }: ToolFragment): boolean {
  if (!name || known.name === '') return false;
  const hasOtherKey = key !== null && known.key !== null && key !== known.key;
  return hasOtherKey || name !== known.name || (Boolean(piece) && parseJson(known.arguments) !== undefined);
}

// Some providers number every call 0, some leave numbers out, some ids as well, and some repeat the name with each piece.
function beginsAnother(known: Call, { id, name }: ToolFragment): boolean {
  if (id && known.id !== '') return known.id !== id;
  if (!name || known.name === '') return false;
  return name !== known.name || parseJson(known.arguments) !== undefined;
}
