import { names } from '../names.ts';
import { hasNginx, startNginx } from '../start-nginx.ts';
import { chatPath, model, type Start } from './contender.ts';

const proxy = `
  proxy_pass http://provider;
  proxy_http_version 1.1;
  proxy_set_header Connection "";
  proxy_buffering off;
`;

/** nginx as a plain proxy, one process of it: what no gateway in Node can be compared with, and the measure of the machine. */
export const nginx: Start = async ({ upstreamPort, core }) => {
  if (!hasNginx()) return { contender: null, reason: 'nginx is not installed' };
  const provider = `server 127.0.0.1:${upstreamPort}; keepalive 512; keepalive_requests 1000000000;`;
  const started = await startNginx({ http: `upstream provider { ${provider} }`, location: proxy }, core);
  const headers = { authorization: 'Bearer upstream-key' };
  return {
    contender: { ...started, name: names.nginx, address: () => ({ path: chatPath, headers, model }) },
  };
};
