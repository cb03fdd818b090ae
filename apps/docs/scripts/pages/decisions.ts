import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '../page.ts';

const folder = join(import.meta.dirname, '../../src/content/docs/decisions');

type Decision = { slug: string; title: string; description: string; date: string };

/** A list of the decisions, newest first. */
export function decisionsPage(): Page {
  const decisions = readdirSync(folder)
    .map((file) => read(file))
    .sort((a, b) => (a.date === b.date ? (a.title < b.title ? -1 : 1) : a.date < b.date ? 1 : -1));
  const items = decisions.map(
    ({ slug, title, description, date }) =>
      `<li><a href="./${slug}/">${title}</a><time datetime="${date}">${date}</time><p>${description}</p></li>`,
  );
  return {
    slug: 'decisions',
    title: 'Decisions',
    description: 'What was decided, when, why, and what it costs. A page each.',
    source: 'src/content/docs/decisions',
    body: `<ul class="decisions not-content">\n${items.join('\n')}\n</ul>`,
  };
}

function read(file: string): Decision {
  const text = readFileSync(join(folder, file), 'utf8');
  const field = (name: string) => {
    const [, value] = new RegExp(`^${name}: "?(.*?)"?$`, 'm').exec(text) ?? [];
    if (value === undefined) throw new Error(`${file} has no ${name}.`);
    return value;
  };
  return {
    slug: file.replace(/\.md$/, ''),
    title: field('title'),
    description: field('description'),
    date: field('date'),
  };
}
