import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { getRequestListener, serve } from '@hono/node-server';
import express from 'express';
import { Hono } from 'hono';
import { onTestFinished } from 'vitest';

export type Handler = (request: Request) => Response | Promise<Response>;
export type StartServer = (path: string, handler: Handler) => Promise<string>;

/** A Hono server on loopback; its base URL. Closes with the test. */
export const startHono: StartServer = async (path, handler) => {
  const app = new Hono();
  app.all(path, (context) => handler(context.req.raw));
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
};

/** The same with Express 5. */
export const startExpress: StartServer = async (path, handler) => {
  const app = express();
  app.all(path, getRequestListener(handler));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
};
