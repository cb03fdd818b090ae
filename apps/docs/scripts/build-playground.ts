// Builds the playground and the reference as pages of their own, for the gateway to serve: each with a script and a style sheet.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, defaultClientConditions } from 'vite';

const playground = join(import.meta.dirname, '../src/playground');
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Say into which folder.');

for (const [name, page] of [
  ['playground', 'index.html'],
  ['reference', 'reference.html'],
] as const)
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(playground, 'standalone'),
    base: './',
    resolve: { conditions: ['@parley/source', ...defaultClientConditions] },
    build: {
      outDir: resolve(folder),
      emptyOutDir: name === 'playground',
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: join(playground, 'standalone', page),
        output: { entryFileNames: `${name}.js`, assetFileNames: `${name}[extname]` },
      },
    },
    plugins: [
      {
        name: 'markup',
        transformIndexHtml: {
          order: 'pre',
          handler: (html) =>
            html.replaceAll(/<!--(playground|theme)-->/g, (_, part) =>
              readFileSync(join(playground, `${part}.html`), 'utf8'),
            ),
        },
      },
    ],
  });
