import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../test/support/free-port.ts';
import { answers, type Program, startProgram } from './program.ts';
import { untilAnswered } from './until-answered.ts';

export const hasNginx = (): boolean => answers('nginx', ['-v']);

type Nginx = { program: Program; port: number; stop(): Promise<void> };

/** One process of nginx, that does at its root `location` what is said, with further lines for its `http`. */
export async function startNginx(
  { location, http = '' }: { location: string; http?: string },
  core: number | null,
): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-nginx-'));
  const port = await freePort();
  const file = join(folder, 'nginx.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  writeFileSync(
    file,
    `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
events { worker_connections 4096; }
http {
  access_log off;
  keepalive_requests 1000000000;
  client_body_buffer_size 256k;
  ${temporary.join(' ')}
  ${http}
  server {
    listen 127.0.0.1:${port};
    location / { ${location} }
  }
}
`,
  );
  const program = startProgram('nginx', ['-e', 'stderr', '-p', folder, '-c', file], { core });
  await untilAnswered(`http://127.0.0.1:${port}/`, () => true);
  return {
    program,
    port,
    async stop() {
      await program.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
