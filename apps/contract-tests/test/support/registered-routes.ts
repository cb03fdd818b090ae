import { channel } from 'node:diagnostics_channel';

export type Route = { method: string; url: string };

type RouteHook = (route: { method: string | string[]; url: string }) => void;
type Initialization = { fastify: { addHook(name: 'onRoute', hook: RouteHook): void } };

/**
 * Every route that the Fastify instances made during `start` register, as Fastify itself tells.
 * https://fastify.dev/docs/latest/Reference/Hooks/#diagnostics-channel-hooks
 */
export async function registeredRoutes(start: () => Promise<void>): Promise<Route[]> {
  const routes: Route[] = [];
  const watch = (message: unknown) => {
    if (!isInitialization(message)) throw new Error('Fastify no longer tells of itself.');
    message.fastify.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) routes.push({ method: one, url });
    });
  };
  const initialization = channel('fastify.initialization');
  initialization.subscribe(watch);
  try {
    await start();
  } finally {
    initialization.unsubscribe(watch);
  }
  return routes;
}

const isInitialization = (message: unknown): message is Initialization =>
  typeof message === 'object' && message !== null && 'fastify' in message;
