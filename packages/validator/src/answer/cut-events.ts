const lineFeed = 10;
const carriageReturn = 13;
const nothing = new Uint8Array();

export type EventCutter = {
  /** The bytes of each event that is whole now, with the blank line that ends it. Together they leave no byte out. */
  push(bytes: Uint8Array): Uint8Array[];
  /** What came after the last whole event. */
  rest(): Uint8Array;
};

/**
 * Cuts server-sent events apart without decoding them, wherever the reads were cut.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export function cutEvents(): EventCutter {
  let held: Uint8Array[] = [];
  let lineIsEmpty = true;
  let afterReturn = false;

  return {
    push(bytes) {
      const ends: number[] = [];
      for (let index = 0; index < bytes.length; index++) {
        const byte = bytes[index];
        const endsPair = byte === lineFeed && afterReturn;
        afterReturn = byte === carriageReturn;
        if (byte !== lineFeed && byte !== carriageReturn) lineIsEmpty = false;
        else if (endsPair) {
          if (ends.at(-1) === index) ends[ends.length - 1] = index + 1;
        } else if (lineIsEmpty) ends.push(index + 1);
        else lineIsEmpty = true;
      }
      let from = 0;
      const events = ends.map((end) => {
        const event = joinBytes([...held, bytes.subarray(from, end)]);
        held = [];
        from = end;
        return event;
      });
      if (from < bytes.length) held.push(bytes.subarray(from));
      return events;
    },
    rest: () => joinBytes(held),
  };
}

/** One array of all, without a copy where one is all there is. */
export function joinBytes(pieces: Uint8Array[]): Uint8Array {
  const [first = nothing] = pieces;
  if (pieces.length < 2) return first;
  const joined = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    joined.set(piece, offset);
    offset += piece.length;
  }
  return joined;
}
