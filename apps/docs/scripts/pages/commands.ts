import type { Command } from '../../../gateway/src/cli/command.ts';
import { commands } from '../../../gateway/src/cli/commands.ts';
import { keyFlags } from '../../../gateway/src/cli/keys/key-fields.ts';
import { code } from '../markdown.ts';
import type { Page } from '../page.ts';

/** Every command of `parley`, from the table that `parley --help` shows. */
export function commandsPage(): Page {
  const sections = Object.entries(commands).map(([name, command]) => sectionOf(name, command));
  return {
    slug: 'reference/commands',
    title: 'Commands',
    description: 'Every command of parley: what it takes, and what it does.',
    source: 'apps/gateway/src/cli/commands.ts',
    body: `In a clone of the repository it is \`npx parley …\`. \`parley --help\` shows this list, \`parley --version\` the version; without a command it starts.

The commands for keys ask a gateway that runs: the one at \`PARLEY_BASE_URL\`, with \`PARLEY_API_KEY\`. Unless those are set, it is the one at \`HOST\` and \`PORT\`, with the master key. [All variables](../environment/).

${sections.join('\n\n')}`,
  };
}

function sectionOf(name: string, { argument, usage, summary }: Command): string {
  const words = ['parley', name, argument, usage].filter((part) => part !== undefined && part !== '');
  return `## parley ${name}

\`\`\`text
${words.join(' ')}
\`\`\`

${summary.replace(keyFlags, keyFlags.split(' ').map(code).join(', '))}`;
}
