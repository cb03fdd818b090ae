// The pages that come from the code and the contract, made anew at each build, and the files that the reference needs.
import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalogueRows } from './catalogue-rows.ts';
import { consoleDocument } from './console-document.ts';
import { recordJourneys } from './journeys/record-journeys.ts';
import { render } from './page.ts';
import { changelogPage } from './pages/changelog.ts';
import { commandsPage } from './pages/commands.ts';
import { configurationPage } from './pages/configuration.ts';
import { coveragePage } from './pages/coverage.ts';
import { decisionsPage } from './pages/decisions.ts';
import { environmentPage } from './pages/environment.ts';
import { errorsPage } from './pages/errors.ts';
import { metricsPage } from './pages/metrics.ts';
import { benchmarksPage, conformancePage, exchangesFolder } from './pages/reports.ts';
import { rulesPage } from './pages/rules.ts';

const require = createRequire(import.meta.url);
const folder = join(import.meta.dirname, '..');

const pages = [
  errorsPage(),
  coveragePage(),
  rulesPage(),
  changelogPage(),
  configurationPage(),
  environmentPage(),
  commandsPage(),
  await metricsPage(),
  decisionsPage(),
  benchmarksPage(),
  conformancePage(),
];

const content = join(folder, 'src/content/docs/generated');
rmSync(content, { recursive: true, force: true });
mkdirSync(content, { recursive: true });
for (const page of pages) {
  writeFileSync(join(content, `${page.slug.replaceAll('/', '-')}.md`), render(page));
}

const assets = join(folder, 'public/generated');
rmSync(assets, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });
copyFileSync(require.resolve('@parley/openapi/openapi.json'), join(assets, 'openapi.json'));
const contract = require('@parley/openapi/openapi.json');
writeFileSync(join(assets, 'console.json'), JSON.stringify(consoleDocument(contract)));
// Its exports lead to what bundlers take; what browsers take as it is stands beside that.
const scalar = dirname(fileURLToPath(import.meta.resolve('@scalar/api-reference')));
copyFileSync(join(scalar, 'browser/standalone.js'), join(assets, 'scalar.js'));

if (existsSync(exchangesFolder)) cpSync(exchangesFolder, join(assets, 'conformance'), { recursive: true });

const recorded = join(folder, 'src/generated');
mkdirSync(recorded, { recursive: true });
writeFileSync(join(recorded, 'journeys.json'), JSON.stringify(await recordJourneys(), null, 2));
writeFileSync(join(recorded, 'models.json'), JSON.stringify(catalogueRows()));
