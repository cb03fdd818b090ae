import { gatewayError } from '../gateway-error.ts';
import type { Cursor } from '../ledger/read-ledger.ts';

/** How many a page holds. The contract has seen to it that the text is a number. */
export const limitOf = (limit: string | undefined): number => Number(limit ?? '20');

export const cursorText = ({ createdAtMs, id }: Cursor): string =>
  Buffer.from(`${createdAtMs} ${id}`).toString('base64url');

/** Throws a 400 for a text that is no cursor of ours. */
export function readCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  const [, createdAt, id] = /^(\d{1,15}) (\S+)$/.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  if (createdAt === undefined || id === undefined) throw noCursor();
  return { createdAtMs: Number(createdAt), id };
}

/** The last key of the page before, whose id is the cursor. Throws a 400 for a text that is no id. */
export function readKeyCursor(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (!/^key_[0-9a-z]{4,32}$/.test(text)) throw noCursor();
  return text;
}

const noCursor = () =>
  gatewayError(
    'invalid_parameter',
    { message: '"cursor" must be the `next_cursor` of the page before.' },
    { param: 'cursor' },
  );
