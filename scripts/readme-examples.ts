import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';

export interface ReadmeExample {
  /** The heading above it. */
  title: string;
  code: string;
  /** The `text` block that comes right after it. */
  output: string | undefined;
}

/** Every `ts` block of a package's README.md, in order. */
export function readmeExamples(packageFolder: string): ReadmeExample[] {
  const markdown = readFileSync(join(packageFolder, 'README.md'), 'utf8');
  const block = /^## (?<title>[^\n]+)$|^```ts\n(?<code>.*?)^```\n(?:\n```text\n(?<output>.*?)^```$)?/gms;
  let title = '';
  return [...markdown.matchAll(block)].flatMap(({ groups = {} }) => {
    title = groups['title'] ?? title;
    const { code, output } = groups;
    return code === undefined ? [] : [{ title, code, output }];
  });
}

/** What the compiler has against the examples, as if they were programs in the package's test folder. */
export function typeErrorsOf(examples: ReadmeExample[], packageFolder: string): string[] {
  const sources = new Map(
    examples.map(({ code }, index) => [join(packageFolder, 'test', `example-${index}.ts`), code]),
  );
  const config = ts.getParsedCommandLineOfConfigFile(
    join(packageFolder, 'tsconfig.json'),
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} },
  );
  const host = ts.createCompilerHost(config?.options ?? {});
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  host.readFile = (file) => sources.get(file) ?? readFile(file);
  host.getSourceFile = (file, target, ...rest) => {
    const source = sources.get(file);
    return source === undefined
      ? getSourceFile(file, target, ...rest)
      : ts.createSourceFile(file, source, target);
  };
  const program = ts.createProgram([...sources.keys()], config?.options ?? {}, host);
  return [...sources.keys()].flatMap((file) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(file)).map(({ messageText, start }) => {
      const line = sources.get(file)?.slice(0, start).split('\n').length;
      return `${file}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    }),
  );
}

/** Runs an example as a program in the package's folder, and gives what it printed. */
export async function runExample(
  code: string,
  packageFolder: string,
  env: Record<string, string>,
): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=@parley/source', '--input-type=module-typescript', '--eval', code],
    { cwd: packageFolder, env: { ...process.env, ...env } },
  );
  return stdout;
}
