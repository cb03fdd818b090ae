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
  if (createdAt === undefined || id === undefined) {
    const message = '"cursor" must be the `next_cursor` of the page before.';
    throw gatewayError('invalid_parameter', { message }, { param: 'cursor' });
  }
  return { createdAtMs: Number(createdAt), id };
}
