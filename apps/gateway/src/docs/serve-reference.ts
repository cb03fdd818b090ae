import fastify, { type FastifyInstance } from 'fastify';
import { builtFolder, filesOf, serveBuilt } from './serve-built.ts';

const paths = ['', '/openapi.json', '/openapi.yaml', '/js/scalar.js'];

/**
 * The reference of the contract at /docs. What shows it is 5 MB of script, which costs as much to load as a server:
 * it is loaded when somebody asks for it.
 */
export function serveReference(app: FastifyInstance, contract: () => Promise<object>): void {
  serveBuilt(app, { at: '/docs/', files: filesOf('reference.html', 'reference'), folder: builtFolder });
  let opened: Promise<FastifyInstance> | null = null;
  for (const path of paths) {
    app.get(`/docs${path}`, async (request, reply) => {
      opened ??= contract().then((document) => openReference(() => document));
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
    // How it looks and what it asks stands in the page, which is ours.
    configuration: { content },
  });
  await reference.ready();
  return reference;
}
