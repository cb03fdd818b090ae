import { readFileSync } from 'node:fs';
import { CommandError, type World } from './command.ts';

/** The JSON in a file, or at an http address. Throws a CommandError. */
export async function readSource(source: string, { download }: World): Promise<unknown> {
  if (/^https?:/i.test(source)) return download(source);
  let text: string;
  try {
    text = readFileSync(source, 'utf8');
  } catch {
    throw new CommandError(`${source} can't be read. Give a file, or an address that begins with https://.`);
  }
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new CommandError(
      `${source} is not valid JSON: ${thrown instanceof Error ? thrown.message : thrown}`,
    );
  }
}
