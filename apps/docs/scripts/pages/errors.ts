import { errors } from '@parley/gateway';
import type { ErrorCode } from '@parley/types';
import { code, table } from '../markdown.ts';
import type { Page } from '../page.ts';
import { adviceOn } from './error-advice.ts';

type Row = { status: number; type: string; retry: boolean; message: (detail: never) => string };

const phrases: { [status: number]: string } = {
  400: 'The request is wrong',
  401: 'No valid key',
  402: 'The budget does not reach',
  403: 'The key may not',
  404: 'It is not there',
  405: 'Not with this method',
  408: 'The request came too slowly',
  409: 'Still running',
  413: 'Too large',
  415: 'Not JSON',
  417: 'Not met',
  422: 'Another body under the same key',
  429: 'Too often',
  431: 'Too many headers',
  500: 'A fault of the gateway',
  502: 'The provider failed',
  503: 'Nobody can answer now',
  504: 'It took too long',
};

/** Every error that a caller can see, from the table that the gateway itself answers by. */
export function errorsPage(): Page {
  const rows = Object.keys(adviceOn)
    .filter(isCode)
    .map((name) => ({ name, ...rowOf(name), advice: adviceOn[name] }))
    .sort((a, b) => a.status - b.status);
  const statuses = [...new Set(rows.map(({ status }) => status))];
  const summary = table(
    ['Code', 'Status', 'Again?'],
    rows.map(({ name, status, retry }) => [
      `[${code(name)}](#${name})`,
      String(status),
      retry ? 'yes' : 'no',
    ]),
  );
  const sections = statuses.map((status) => {
    const entries = rows.filter((row) => row.status === status).map(entryOf);
    return `## ${status}: ${phrases[status] ?? 'Other'}\n\n${entries.join('\n\n')}`;
  });
  return {
    slug: 'reference/errors',
    title: 'Errors',
    description: 'Every error of the gateway: its code, its status, whether to try again, and what to do.',
    source: 'apps/gateway/src/errors.ts',
    deepestHeading: 2,
    body: `Every failure on every path is one object with the same four keys, and says in \`x-should-retry\` whether the same request may succeed later. [How to handle them](../../guides/errors/).

\`\`\`json
{ "error": { "message": "…", "type": "invalid_request_error", "param": "temperature", "code": "invalid_parameter" } }
\`\`\`

In a message, \`{name}\` stands for a value of the request. An error that a provider caused names the provider, and never holds its own words.

## All codes

${summary}

${sections.join('\n\n')}`,
  };
}

const isCode = (name: string): name is ErrorCode => name in errors;
const rowOf = (name: ErrorCode): Row => errors[name];

function entryOf({
  name,
  status,
  type,
  retry,
  message,
  advice,
}: Row & { name: string; advice: string }): string {
  const pattern = messageOf(message);
  return `### ${name}

<p class="facts"><span>${status}</span><span>${type}</span><span>x-should-retry: ${retry}</span></p>

${pattern === '{message}.' ? '' : `> ${pattern}\n\n`}${advice}`;
}

/** A message with the names of its values in place of them. */
function messageOf(message: Row['message']): string {
  const names: object = new Proxy({}, { get: (_target, name) => `{${String(name)}}` });
  const text = message(names as never);
  return text.endsWith('.') ? text : `${text}.`;
}
