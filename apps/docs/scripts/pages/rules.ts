import { createRequire } from 'node:module';
import type { Page } from '../page.ts';

type Rules = { [section: string]: { id: string; rule: string }[] };

const sections: { [name: string]: string } = {
  request: 'Requests',
  stream: 'Streams',
  usage: 'Usage and money',
  metadata: 'Metadata',
};

/** What JSON Schema can't say, from openapi/rules.yaml. */
export function rulesPage(): Page {
  const rules: Rules = createRequire(import.meta.url)('@parley/openapi/rules.json');
  const body = Object.entries(rules).map(
    ([name, list]) =>
      `## ${sections[name] ?? name}\n\n<dl class="rules">\n${list.map(({ id, rule }) => `<dt id="${id}"><a href="#${id}">${id}</a></dt><dd>\n\n${rule}\n\n</dd>`).join('\n')}\n</dl>`,
  );
  return {
    slug: 'reference/rules',
    title: 'Rules',
    description:
      'What the contract asks beyond JSON Schema: the order of stream events, sums of tokens and money.',
    source: 'openapi/rules.yaml',
    body: `A JSON Schema can say what a chunk looks like, and not that \`[DONE]\` comes last. These sentences do. Each has code of the same id in \`@parley/validator\`, and a test that breaks it; \`@parley/openapi/rules.json\` has them as data.

${body.join('\n\n')}`,
  };
}
