/** The ids of tool calls as this wire takes them: letters, digits, `_` and `-`, each only once in a conversation. */
export type ToolIds = {
  /** The id for a call, in the order of the conversation. */
  call(id: string): string;
  /** The id that the latest call of this name went by. */
  result(id: string): string;
};

/** A conversation may come from a provider that writes ids of another form, or begins to count anew in each turn. */
export function createToolIds(): ToolIds {
  const taken = new Set<string>();
  const latest = new Map<string, string>();
  return {
    call(id) {
      const plain = plainId(id);
      let wire = plain;
      for (let count = 2; taken.has(wire); count++) wire = `${plain}_${count}`;
      taken.add(wire);
      latest.set(id, wire);
      return wire;
    },
    result: (id) => latest.get(id) ?? plainId(id),
  };
}

const plainId = (id: string): string => (id === '' ? 'call' : id.replace(/[^A-Za-z0-9_-]/g, '_'));
