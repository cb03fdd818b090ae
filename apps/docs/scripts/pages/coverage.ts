import { type Coverage, gatewayFields, type Support } from '../../../gateway/src/providers/adapter.ts';
import { knownProviders } from '../../../gateway/src/providers/index.ts';
import { code, escapeHtml } from '../markdown.ts';
import type { Page } from '../page.ts';

const marks: Record<Support, string> = {
  forwarded: '✓',
  translated: '⇄',
  emulated: '◐',
  ignored: '–',
  rejected: '✗',
};

const providers = Object.entries(knownProviders)
  .filter(([id]) => id !== 'simulator')
  .map(([id, { adapter }]) => ({ id, coverage: adapter.coverage }))
  .sort((a, b) => (a.id < b.id ? -1 : 1));

/** What becomes of each field at each provider, from the tables beside the adapters. */
export function coveragePage(): Page {
  const [first] = providers;
  if (first === undefined) throw new Error('No provider is registered.');
  return {
    slug: 'reference/coverage',
    title: 'Providers and fields',
    description: 'What becomes of every field of a request at every provider.',
    source: 'apps/gateway/src/providers',
    body: `A field that a provider can't take is named in \`metadata.ignored_parameters\` of the answer, or refused with a 400 that names it. Nothing vanishes. The tables stand beside the adapters, and a test sends every field through every adapter and compares.

<ul class="legend">
<li><span data-support="forwarded">${marks.forwarded}</span> forwarded as it is</li>
<li><span data-support="translated">${marks.translated}</span> translated to the provider's own way</li>
<li><span data-support="emulated">${marks.emulated}</span> emulated by the gateway</li>
<li><span data-support="ignored">${marks.ignored}</span> ignored, and named in <code>metadata.ignored_parameters</code></li>
<li><span data-support="rejected">${marks.rejected}</span> rejected with a 400</li>
</ul>

A model may take less than its provider: what it lacks is a 400 \`unsupported_by_model\`, or named as ignored. The gateway itself acts on ${gatewayFields.map(code).join(', ')}, whatever the provider.

## In the request

${matrix('request', Object.keys(first.coverage.request), 'Fields of a request')}

## In its messages

${matrix('message', Object.keys(first.coverage.message), 'Fields of a message')}`,
  };
}

function matrix(part: keyof Coverage, fields: string[], label: string): string {
  const head = providers
    .map(({ id }) => `<th scope="col" data-provider="${id}"><span>${id}</span></th>`)
    .join('');
  const rows = fields.map((field) => {
    const cells = providers.map(({ id, coverage }) => cell(supportOf(coverage[part], field), id));
    return `<tr><th scope="row"><code>${escapeHtml(field)}</code></th>${cells.join('')}</tr>`;
  });
  return `<div class="matrix not-content" role="region" aria-label="${label}" tabindex="0" data-pagefind-ignore>
<table><thead><tr><th scope="col"><span>field</span></th>${head}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table>
</div>`;
}

const cell = (support: Support, provider: string): string =>
  `<td data-provider="${provider}" data-support="${support}"><span aria-hidden="true">${marks[support]}</span><span class="sr-only">${support}</span></td>`;

function supportOf(supports: { [field: string]: Support }, field: string): Support {
  const support = supports[field];
  if (support === undefined) throw new Error(`${field} has no place in a coverage table.`);
  return support;
}
