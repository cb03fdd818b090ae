/** Takes down an answer as it is sent. */
export type Tape = {
  add(text: string): void;
  /** All of it; `null`: it was too long. */
  text(): string | null;
};

/** A text that isn't too long; `null`: it is. */
export const atMost = (mostBytes: number, text: string | null): string | null =>
  text === null || Buffer.byteLength(text) > mostBytes ? null : text;

const noTape: Tape = { add() {}, text: () => null };

/** 0 bytes: nothing is taken down. */
export function createTape(mostBytes: number): Tape {
  if (mostBytes === 0) return noTape;
  let taken = '';
  let bytes = 0;
  return {
    add(text) {
      if (bytes > mostBytes) return;
      bytes += Buffer.byteLength(text);
      taken = bytes > mostBytes ? '' : taken + text;
    },
    text: () => (bytes > mostBytes ? null : taken),
  };
}
