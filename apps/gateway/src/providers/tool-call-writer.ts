import type { ToolCallDelta } from '@parley/types';

/** A piece of a tool call as a provider sends it. `key` tells the calls of one answer apart, where there is one. */
export type ToolFragment = {
  key: string | number | null;
  id: string | null;
  name: string | null;
  arguments: string | null;
};

type Call = { index: number; id: string; began: boolean; held: string };

/** Numbers the tool calls of one choice from 0, and sends id, type and name once, with the first piece (S4, S5). */
export class ToolCallWriter {
  readonly #makeId: (index: number) => string;
  readonly #byKey = new Map<string | number, Call>();
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
    if (call.began) {
      return fragment.arguments ? { index: call.index, function: { arguments: fragment.arguments } } : null;
    }
    call.held += fragment.arguments ?? '';
    if (!fragment.name) return null;
    call.began = true;
    call.index = this.#count++;
    if (call.id === '') call.id = this.#makeId(call.index);
    return {
      index: call.index,
      id: call.id,
      type: 'function',
      function: { name: fragment.name, arguments: call.held },
    };
  }

  // Without a key, an id that is new begins a call and anything else goes on with the last one.
  // A key whose id changes is a provider that numbers every call 0.
  #callOf({ key, id }: ToolFragment): Call {
    const known = key === null ? this.#last : (this.#byKey.get(key) ?? null);
    if (known !== null && (!id || known.id === '' || known.id === id)) {
      if (id) known.id = id;
      this.#last = known;
      return known;
    }
    const call: Call = { index: -1, id: id ?? '', began: false, held: '' };
    if (key !== null) this.#byKey.set(key, call);
    this.#last = call;
    return call;
  }
}
