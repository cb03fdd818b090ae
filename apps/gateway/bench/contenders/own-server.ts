import { join } from 'node:path';
import { names } from '../names.ts';
import { portOf, startProgram } from '../program.ts';
import { chatPath, model, type Start } from './contender.ts';

/** A server of the bench's own, which stands in `servers/`. It knows OpenAI's wire alone. */
export const ownServer =
  (name: string, file: string, key: string, modelName: string = model): Start =>
  async ({ upstreamPort, core }) => {
    const program = startProgram(process.execPath, [join(import.meta.dirname, '../servers', file)], {
      core,
      environment: { UPSTREAM_PORT: String(upstreamPort) },
    });
    const headers = { authorization: `Bearer ${key}` };
    return {
      contender: {
        name,
        program,
        port: await portOf(program),
        address: () => ({ path: chatPath, headers, model: modelName }),
        stop: () => program.stop(),
      },
    };
  };

export const rawUndici = ownServer(names.raw, 'raw-undici.ts', 'upstream-key');
export const thinGateway = ownServer(names.thin, 'thin-gateway.ts', 'thin-key', `openai/${model}`);
