import type { Command } from './command.ts';

const modelsDevUrl = 'https://models.dev/api.json';

export const catalogUpdate: Command = {
  usage: '[--from FILE_OR_URL] [--yes]',
  summary: `Bring models, limits and prices up to date from ${modelsDevUrl}. Shows what changes, and asks before a price does.`,
  options: {
    from: { type: 'string' },
    yes: { type: 'boolean', short: 'y' },
  },
  async run({ from, yes }, world) {
    // Loaded now, since whoever starts a gateway does without.
    const { updateCatalog } = await import('./update-catalog.ts');
    await updateCatalog(typeof from === 'string' ? from : modelsDevUrl, yes === true, world);
  },
};
