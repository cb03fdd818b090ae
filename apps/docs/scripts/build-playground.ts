// Builds the playground as a page of its own, for the gateway to serve: index.html, a script and a style sheet.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, defaultClientConditions } from 'vite';

const playground = join(import.meta.dirname, '../src/playground');
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Say into which folder.');

await build({
  configFile: false,
  logLevel: 'warn',
  root: join(playground, 'standalone'),
  base: './',
  resolve: { conditions: ['@parley/source', ...defaultClientConditions] },
  build: {
    outDir: resolve(folder),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: { entryFileNames: 'playground.js', assetFileNames: 'playground[extname]' },
    },
  },
  plugins: [
    {
      name: 'markup',
      transformIndexHtml: {
        order: 'pre',
        handler: (html) =>
          html.replace('<!--playground-->', readFileSync(join(playground, 'playground.html'), 'utf8')),
      },
    },
  ],
});
