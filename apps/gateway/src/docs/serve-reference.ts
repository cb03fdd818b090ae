import fastify, { type FastifyInstance } from 'fastify';
import { withPlayground } from './serve-playground.ts';

const paths = ['', '/', '/openapi.json', '/openapi.yaml', '/js/scalar.js'];

/**
 * The reference of the contract at /docs. What shows it is 5 MB of script, which costs as much to load as a server:
 * it is loaded when somebody asks for it.
 */
export function serveReference(app: FastifyInstance, contract: () => Promise<object>): void {
  let opened: Promise<FastifyInstance> | null = null;
  for (const path of paths) {
    app.get(`/docs${path}`, async (request, reply) => {
      opened ??= contract().then((document) => openReference(() => withPlayground(document)));
      const reference = await opened;
      reply.hijack();
      reference.routing(request.raw, reply.raw);
    });
  }
}

async function openReference(content: () => object): Promise<FastifyInstance> {
  const { default: scalar } = await import('@scalar/fastify-api-reference');
  const reference = fastify();
  await reference.register(scalar, {
    routePrefix: '/docs',
    // Nothing is loaded from elsewhere, and the console sends to the gateway that shows it.
    configuration: {
      content,
      servers: [{ url: '/', description: 'This gateway' }],
      withDefaultFonts: false,
      telemetry: false,
      hideModels: true,
      showDeveloperTools: 'never',
      agent: { disabled: true },
      mcp: { disabled: true },
    },
  });
  await reference.ready();
  return reference;
}
