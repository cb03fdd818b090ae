import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../test/support/free-port.ts';
import { names } from '../names.ts';
import { answers, startProgram } from '../program.ts';
import { untilAnswered } from '../until-answered.ts';
import { chatPath, model, type Start } from './contender.ts';

/** nginx as a plain proxy, one process of it: what no gateway in Node can be compared with, and the measure of the machine. */
export const nginx: Start = async ({ upstreamPort, core }) => {
  if (!answers('nginx', ['-v'])) return { contender: null, reason: 'nginx is not installed' };
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-nginx-'));
  const port = await freePort();
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, configuration(folder, port, upstreamPort));
  const program = startProgram('nginx', ['-e', 'stderr', '-p', folder, '-c', file], { core });
  await untilAnswered(`http://127.0.0.1:${port}/`, () => true);
  return {
    contender: {
      name: names.nginx,
      program,
      port,
      address: () => ({ path: chatPath, headers: { authorization: 'Bearer upstream-key' }, model }),
      async stop() {
        await program.stop();
        rmSync(folder, { recursive: true });
      },
    },
  };
};

const configuration = (folder: string, port: number, upstreamPort: number): string => `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
events { worker_connections 4096; }
http {
  access_log off;
  keepalive_requests 1000000000;
  client_body_buffer_size 256k;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(' ')}
  upstream provider { server 127.0.0.1:${upstreamPort}; keepalive 512; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://provider;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffering off;
    }
  }
}
`;
