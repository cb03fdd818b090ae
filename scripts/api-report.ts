// The public types of every package as text, one file an entry point, so that a change of them shows in review.
// `npm run check` makes them anew and fails when they are not what is committed.
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel, type IConfigFile } from '@microsoft/api-extractor';
import { published } from './published.ts';

const root = resolve(import.meta.dirname, '..');
const quiet = { default: { logLevel: ExtractorLogLevel.None } };

for (const folder of published) {
  const packageFolder = join(root, folder);
  const packageJsonFullPath = join(packageFolder, 'package.json');
  const { exports }: { exports: { [entry: string]: string | { types?: string } } } = JSON.parse(
    readFileSync(packageJsonFullPath, 'utf8'),
  );
  for (const [entry, target] of Object.entries(exports)) {
    if (typeof target === 'string' || target.types === undefined || entry.includes('*')) continue;
    const name = entry === '.' ? 'index' : entry.slice(2).replaceAll('/', '-');
    const reportFolder = join(packageFolder, 'api');
    mkdirSync(reportFolder, { recursive: true });
    const configObject: IConfigFile = {
      projectFolder: packageFolder,
      mainEntryPointFilePath: join(packageFolder, target.types),
      compiler: { tsconfigFilePath: join(packageFolder, 'tsconfig.build.json') },
      apiReport: {
        enabled: true,
        reportFolder,
        reportTempFolder: join(root, 'node_modules/.cache/api-report', folder),
        reportFileName: name,
      },
      messages: {
        compilerMessageReporting: quiet,
        extractorMessageReporting: quiet,
        tsdocMessageReporting: quiet,
      },
    };
    const { succeeded, apiReportChanged } = Extractor.invoke(
      ExtractorConfig.prepare({ configObject, configObjectFullPath: undefined, packageJsonFullPath }),
      {
        localBuild: true,
        messageCallback: (message) => {
          message.handled = message.logLevel !== ExtractorLogLevel.Error;
        },
      },
    );
    if (!succeeded) process.exitCode = 1;
    process.stdout.write(`${folder} ${entry}${apiReportChanged ? ': changed' : ''}\n`);
  }
}
