/** A stretch of whole characters and how many tokens it took. */
export type Piece = { text: string; tokens: number };

export type Tokenizer = {
  count(text: string): number;
  /** The text token by token, at most `limit` tokens of it; `cut` when there was more. */
  split(text: string, limit: number): { pieces: Piece[]; cut: boolean };
};

const asPlainText = { disallowedSpecial: new Set<string>() };

let loaded: Promise<Tokenizer> | undefined;

/** o200k_base. Its ranks take about a quarter of a second and 65 MB, hence loaded when first needed. */
export function loadTokenizer(): Promise<Tokenizer> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Tokenizer> {
  const [{ encode }, { default: ranks }] = await Promise.all([
    import('gpt-tokenizer/encoding/o200k_base'),
    import('gpt-tokenizer/bpeRanks/o200k_base'),
  ]);
  const lengthOf = (token: number): number => {
    const content = ranks[token] ?? '';
    return typeof content === 'string' ? Buffer.byteLength(content) : content.length;
  };
  // BPE takes quadratic time on one long word, so texts with words beyond 1000 are encoded in slices.
  const encodeText = (text: string): number[] =>
    /\S{1001}/.test(text)
      ? (text.match(/\S{1,1000}|\s+/gu) ?? []).flatMap((slice) => encode(slice, asPlainText))
      : encode(text, asPlainText);
  return {
    count: (text) => encodeText(text).length,
    split: (text, limit) => {
      const tokens = encodeText(text);
      return {
        pieces: toPieces(Buffer.from(text), tokens.slice(0, limit).map(lengthOf)),
        cut: tokens.length > limit,
      };
    },
  };
}

/** One piece a token; tokens that hold only part of a character share the piece that completes it. */
function toPieces(bytes: Buffer, lengths: readonly number[]): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let end = 0;
  let tokens = 0;
  for (const length of lengths) {
    end += length;
    tokens += 1;
    if (((bytes[end] ?? 0) & 0xc0) === 0x80) continue;
    pieces.push({ text: bytes.toString('utf8', start, end), tokens });
    start = end;
    tokens = 0;
  }
  if (tokens > 0) pieces.push({ text: '', tokens });
  return pieces;
}

export function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.text).join('');
}

export function tokensOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + piece.tokens, 0);
}
