import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../src/content/docs');

/** A block of code in a guide, and what the block right after it says that comes of it. */
export type GuideExample = {
  /** The guide's file, from the folder of content. */
  guide: string;
  /** The heading above it. */
  title: string;
  language: string;
  /** Of a file: its name. */
  file: string | null;
  code: string;
  output: { language: string; text: string } | null;
};

/** Every page that is written by hand. */
export const guides = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.mdx?$/.test(file) && !file.startsWith('generated'))
  .sort();

export const textOf = (guide: string): string => readFileSync(join(folder, guide), 'utf8');

const heading = /^#{2,3} (?<title>[^\n]+)$/;
const block = /^```(?<language>\w+)(?: title="(?<file>[^"]+)")?\n(?<code>.*?)^```$/;
const follows = /(?:\n\n```(?<outputLanguage>text|json)\n(?<output>.*?)^```$)?/;

/** The examples of a guide, in order. A block of `text` or `json` right after one is what comes of it. */
export function examplesIn(guide: string): GuideExample[] {
  const pattern = new RegExp(`${heading.source}|${block.source}${follows.source}`, 'gms');
  let title = '';
  return [...textOf(guide).matchAll(pattern)].flatMap(({ groups = {} }): GuideExample[] => {
    title = groups['title'] ?? title;
    const { code, language = '', file, output, outputLanguage = '' } = groups;
    if (code === undefined) return [];
    const told = output === undefined ? null : { language: outputLanguage, text: output };
    return [{ guide, title, language, file: file ?? null, code, output: told }];
  });
}
