// The gateway, started by a program and by its command.
import { execFileSync } from 'node:child_process';
import { createClient } from '@parley/client';
import { readConfig, startGateway } from '@parley/gateway';
import gatewayPackage from '@parley/gateway/package.json' with { type: 'json' };
import * as createChatCompletion from '@parley/validator/create-chat-completion';
import { pino } from 'pino';
import { say } from './say.js';

const masterKey = 'sk-consumer';
const gateway = await startGateway({
  config: readConfig({}, 'a consumer'),
  environment: {},
  masterKey,
  host: '127.0.0.1',
  port: 0,
  log: pino({ level: 'silent' }),
});

const client = createClient({ baseUrl: gateway.url, apiKey: masterKey });
const stream = await client.chat.completions.create({
  model: 'auto',
  messages: [{ role: 'user', content: 'Count to 5.' }],
  stream: true,
});
const checker = createChatCompletion.streamChecker();
const problems = [];
for await (const chunk of stream) problems.push(...checker.push(chunk));
problems.push(...checker.push('[DONE]'), ...checker.end());
const { choices, metadata } = await stream.final();
say('an answer of the gateway', choices[0]?.message.content, '1, 2, 3, 4, 5.');
say('who gave it', metadata.used_provider, 'simulator');
say('what is wrong with it', problems, []);

for (const path of ['/docs', '/openapi.json', '/metrics']) {
  say(path, (await fetch(gateway.url + path)).status, 200);
}
await gateway.close();

const version = execFileSync('npx', ['parley', '--version'], { encoding: 'utf8' });
say('npx parley --version', version.trim(), gatewayPackage.version);
