import type { MasterKey } from './master-key.ts';
import type { Gateway } from './start-gateway.ts';

/** What a person sees after the start: where it is, a key, and a line to paste. */
export function welcome(gateway: Gateway, { key, file, isNew }: MasterKey): string {
  const { url, providers, simulated, modelToTry } = gateway;
  const shown = isNew ? key : file === null ? '$PARLEY_MASTER_KEY' : `$(cat ${file})`;
  const model = simulated ? 'simulator/sim-small' : (modelToTry ?? `${providers[0]}/MODEL`);
  const lines = [
    '',
    `  Parley is at       ${url}/v1`,
    `  API key            ${isNew ? `${key}   (shown once; kept in ${file})` : shown}`,
    `  Providers          ${providers.join(', ')}`,
    `  Reference          ${url}/docs`,
    `  Playground         ${url}/docs/playground/`,
    '',
    ...(simulated
      ? [
          '  No provider has a key, so the simulator answers: real bytes, fake words, invented prices. Nothing is charged.',
          "  Set a provider's key (OPENAI_API_KEY, ANTHROPIC_API_KEY, …) or write parley.config.json, and it leaves.",
          '',
        ]
      : []),
    ...(modelToTry === null ? [`  MODEL is the name of one that ${providers[0]} serves.`, ''] : []),
    `  curl -N ${url}/v1/chat/completions \\`,
    `    -H "Authorization: Bearer ${shown}" -H 'Content-Type: application/json' \\`,
    `    -d '{"model": "${model}", "stream": true, "messages": [{"role": "user", "content": "Say hello."}]}'`,
    '',
  ];
  return `${lines.join('\n')}\n`;
}
