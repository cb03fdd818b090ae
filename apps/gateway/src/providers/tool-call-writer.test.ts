import type { ToolCallDelta } from '@parley/types';
import { describe, expect, test } from 'vitest';
import { ToolCallWriter, type ToolFragment } from './tool-call-writer.ts';

type Piece = Partial<ToolFragment> & { args?: string };
type Call = { id: string; name: string; arguments: string };

function write(pieces: Piece[]): { deltas: ToolCallDelta[]; calls: Call[] } {
  const writer = new ToolCallWriter((index) => `made_${index}`);
  const deltas = pieces.flatMap(({ key = null, id = null, name = null, args = null }) => {
    const delta = writer.push({ key, id, name, arguments: args });
    return delta === null ? [] : [delta];
  });
  const calls: Call[] = [];
  for (const { index, id, function: part } of deltas) {
    const known = calls[index] ?? { id: id ?? '', name: part?.name ?? '', arguments: '' };
    calls[index] = { ...known, arguments: known.arguments + (part?.arguments ?? '') };
  }
  return { deltas, calls };
}

const f = (args: string, id = 'a'): Call => ({ id, name: 'f', arguments: args });
const g = (args: string, id = 'b'): Call => ({ id, name: 'g', arguments: args });

describe('whatever way a provider sends its calls, they come out as they were meant', () => {
  const cases: [what: string, pieces: Piece[], want: Call[]][] = [
    [
      'as OpenAI sends them',
      [
        { key: 0, id: 'a', name: 'f', args: '' },
        { key: 0, args: '{"x":' },
        { key: 0, args: '1}' },
        { key: 1, id: 'b', name: 'g', args: '{}' },
      ],
      [f('{"x":1}'), g('{}')],
    ],
    [
      'interleaved',
      [
        { key: 0, id: 'a', name: 'f' },
        { key: 1, id: 'b', name: 'g' },
        { key: 0, args: '{"x"' },
        { key: 1, args: '{}' },
        { key: 0, args: ':1}' },
      ],
      [f('{"x":1}'), g('{}')],
    ],
    [
      'numbered from 1, with a gap',
      [
        { key: 1, id: 'a', name: 'f', args: '1' },
        { key: 5, id: 'b', name: 'g', args: '2' },
        { key: 1, args: '1' },
      ],
      [f('11'), g('2')],
    ],
    [
      'id and name again with every piece',
      [
        { key: 0, id: 'a', name: 'f', args: '{"x"' },
        { key: 0, id: 'a', name: 'f', args: ':1}' },
      ],
      [f('{"x":1}')],
    ],
    [
      'all with index 0, told apart by their ids (LiteLLM #33678, Portkey #1275)',
      [
        { key: 0, id: 'a', name: 'f', args: '{"x"' },
        { key: 0, args: ':1}' },
        { key: 0, id: 'b', name: 'g', args: '{}' },
        { key: 0, args: ' ' },
      ],
      [f('{"x":1}'), g('{} ')],
    ],
    [
      'all with index 0, interleaved by id',
      [
        { key: 0, id: 'a', name: 'f', args: '{' },
        { key: 0, id: 'b', name: 'g', args: '{' },
        { key: 0, id: 'a', args: '}' },
        { key: 0, id: 'b', args: '}' },
      ],
      [f('{}'), g('{}')],
    ],
    [
      'without an index (TensorZero #1266)',
      [{ id: 'a', name: 'f', args: '{"x"' }, { args: ':1}' }, { id: 'b', name: 'g', args: '{}' }],
      [f('{"x":1}'), g('{}')],
    ],
    [
      'without an index, interleaved by id',
      [
        { id: 'a', name: 'f' },
        { id: 'b', name: 'g' },
        { id: 'a', args: '{}' },
        { id: 'b', args: '[]' },
      ],
      [f('{}'), g('[]')],
    ],
    [
      'whole calls without index and id',
      [
        { name: 'f', args: '{"x":1}' },
        { name: 'g', args: '{}' },
        { name: 'g', args: '{"y":2}' },
      ],
      [f('{"x":1}', 'made_0'), g('{}', 'made_1'), g('{"y":2}', 'made_2')],
    ],
    [
      'whole calls, all with index 0 and an empty id',
      [
        { key: 0, id: '', name: 'f', args: '{}' },
        { key: 0, id: '', name: 'f', args: '{"x":1}' },
      ],
      [f('{}', 'made_0'), f('{"x":1}', 'made_1')],
    ],
    [
      'the name again with every piece, and no id',
      [
        { key: 0, name: 'f', args: '{"x"' },
        { key: 0, name: 'f', args: ':1}' },
      ],
      [f('{"x":1}', 'made_0')],
    ],
    [
      'arguments before the name',
      [
        { key: 0, id: 'a', args: '{"x"' },
        { key: 0, name: 'f', args: ':1}' },
      ],
      [f('{"x":1}')],
    ],
    [
      'an id that comes after the call began',
      [
        { key: 0, name: 'f', args: '{"x"' },
        { key: 0, id: 'a', args: ':1}' },
      ],
      [f('{"x":1}', 'made_0')],
    ],
    [
      'an id that comes before the name',
      [
        { key: 0, id: 'a' },
        { key: 0, name: 'f' },
        { key: 0, args: '{}' },
      ],
      [f('{}')],
    ],
    [
      'one id for all, told apart by their index (nanobot #3943)',
      [
        { key: 0, id: 'a', name: 'f', args: '{"x"' },
        { key: 1, id: 'a', name: 'f', args: '{' },
        { key: 0, id: 'a', args: ':1}' },
        { key: 1, id: 'a', args: '}' },
      ],
      [f('{"x":1}'), f('{}', 'made_1')],
    ],
    [
      'one index and one id for all, told apart by their names',
      [
        { key: 0, id: 'a', name: 'f', args: '{"x":1}' },
        { key: 0, id: 'a', name: 'g', args: '{' },
        { key: 0, id: 'a', args: '}' },
      ],
      [f('{"x":1}'), g('{}', 'made_1')],
    ],
    [
      'whole calls with one id for all and no index',
      [
        { id: 'a', name: 'f', args: '{"x":1}' },
        { id: 'a', name: 'f', args: '{}' },
      ],
      [f('{"x":1}'), f('{}', 'made_1')],
    ],
    [
      'the name again behind the whole arguments',
      [
        { key: 0, id: 'a', name: 'f', args: '{}' },
        { key: 0, id: 'a', name: 'f' },
      ],
      [f('{}')],
    ],
    [
      'a call that goes on under another index',
      [
        { key: 0, id: 'a', name: 'f', args: '{"x"' },
        { key: 1, id: 'a', args: ':1}' },
      ],
      [f('{"x":1}')],
    ],
    [
      'no arguments at all',
      [
        { key: 0, id: 'a', name: 'f' },
        { key: 1, id: 'b', name: 'g' },
      ],
      [f(''), g('')],
    ],
    [
      'a call that never gets a name',
      [
        { key: 0, id: 'a', args: '{}' },
        { key: 1, id: 'b', name: 'g', args: '{}' },
      ],
      [g('{}')],
    ],
  ];
  test.each(cases)('%s', (_what, pieces, want) => {
    expect(write(pieces).calls).toEqual(want);
  });

  test.each(cases)('%s: numbered from 0, with id, type and name once (S4, S5)', (_what, pieces) => {
    let known = 0;
    for (const { index, id, type, function: part } of write(pieces).deltas) {
      const begins = index === known;
      if (begins) known++;
      expect(index).toBeLessThan(known);
      expect([id !== undefined, type !== undefined, part?.name !== undefined]).toEqual([
        begins,
        begins,
        begins,
      ]);
    }
  });
});
