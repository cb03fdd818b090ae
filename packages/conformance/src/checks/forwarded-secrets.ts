import type { Check } from '../check.ts';
import { answered } from '../expect/answered.ts';
import { holds } from '../expect/equal.ts';
import { show } from '../expect/show.ts';
import { startCanary } from './canary.ts';
import { makeKey } from './make-key.ts';

const area = 'forwarding';

/** What must not go along, and whose words must not say where to. */
export const forwardedSecrets: Check[] = [
  {
    id: 'P-80',
    area,
    title: 'No field of a request sends it, and the key of the provider, to another address.',
    severity: 'must',
    contract: 'openai',
    source: 'CVE-2024-6587 (LiteLLM), mlflow GHSA-h7x2-h6g9-p789',
    needs: ['upstream'],
    async run({ chat, say }) {
      const canary = await startCanary();
      const names = ['api_base', 'base_url', 'baseURL', 'api_url', 'endpoint', 'custom_host', 'url'];
      const fields = Object.fromEntries(names.map((name) => [name, canary.url]));
      await chat({ messages: say('Hello!'), ...fields, provider: fields });
      await canary.close();
      return holds(canary.requests.length === 0, 'no request elsewhere', show(canary.requests));
    },
  },
  {
    id: 'P-81',
    area,
    title: "The caller's key does not reach the provider.",
    severity: 'must',
    contract: 'parley',
    source: 'CVE-2024-6587 (LiteLLM)',
    needs: ['upstream', 'admin'],
    async run(context) {
      const secret = await makeKey(context, {});
      if (typeof secret !== 'string') return secret;
      const headers = { authorization: `Bearer ${secret}`, 'x-api-key': secret };
      const answer = await context.chat({ messages: context.say('Hello!') }, { headers });
      const told = JSON.stringify(context.forwarded().map((request) => [request.headers, request.path]));
      return answered(answer) ?? holds(!told.includes(secret), 'headers without the key', show(told));
    },
  },
  {
    id: 'P-82',
    area,
    title: "The caller's cookies and headers of other servers do not reach the provider.",
    severity: 'must',
    contract: 'parley',
    source: 'headers are for the server that they are sent to',
    needs: ['upstream'],
    async run({ chat, say, forwarded, mark }) {
      const headers = { cookie: `session=${mark}`, 'x-forwarded-for': '203.0.113.7', 'x-internal': mark };
      const answer = await chat({ messages: say('Hello!') }, { headers });
      const told = forwarded().flatMap((request) => Object.entries(request.headers));
      const leaked = told.filter(([, value]) => value.includes(mark) || value.includes('203.0.113.7'));
      return answered(answer) ?? holds(leaked.length === 0, 'none of them', show(leaked));
    },
  },
];
