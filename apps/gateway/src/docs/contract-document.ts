import type { StaticDocumentSpec } from '@fastify/swagger';
import fastify from 'fastify';

type Document = StaticDocumentSpec['document'];

/** The contract, to be published. What reads it brings a parser of YAML along, and is loaded when somebody asks. */
export function contractDocument(document: Document): () => Promise<object> {
  let read: Promise<object> | null = null;
  return () => {
    read ??= readStatic(document);
    return read;
  };
}

async function readStatic(document: Document): Promise<object> {
  const { default: swagger } = await import('@fastify/swagger');
  const app = fastify();
  await app.register(swagger, { mode: 'static', specification: { document } });
  await app.ready();
  return app.swagger();
}
