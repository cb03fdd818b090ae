import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../test/support/free-port.ts';
import { startProgram } from '../program.ts';
import { untilAnswered } from '../until-answered.ts';
import { answerText, wireAt } from './wires.ts';

/** nginx as a provider that has one answer to everything: next to nothing of a machine that others measure themselves on. */
export async function fixedProvider(): Promise<{ port: number; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-provider-'));
  const port = await freePort();
  const file = join(folder, 'nginx.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  writeFileSync(
    file,
    `daemon off;
master_process off;
pid ${folder}/nginx.pid;
events { worker_connections 4096; }
http {
  access_log off;
  keepalive_requests 1000000000;
  ${temporary.join(' ')}
  server {
    listen 127.0.0.1:${port};
    location / { default_type application/json; return 200 '${wireAt('').whole(answerText)}'; }
  }
}
`,
  );
  const program = startProgram('nginx', ['-e', 'stderr', '-p', folder, '-c', file], { core: null });
  await untilAnswered(`http://127.0.0.1:${port}/`, ({ ok }) => ok);
  return {
    port,
    async stop() {
      await program.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
