import type { FastifyInstance } from 'fastify';
import { type GatewayError, gatewayError } from '../gateway-error.ts';

const longestPath = 200;

/** 405 with `allow` where the path has other methods, else 404. Paths are shown without their query: keys end up there. */
export function notFound(app: FastifyInstance, method: string, url: string): GatewayError {
  const path = pathOf(url);
  // Where browsers may ask beforehand they may of every path, which says nothing of this one.
  const allowed = app.supportedMethods.filter(
    (other) => other !== 'OPTIONS' && app.findRoute({ method: other, url: path }) !== null,
  );
  const shown = path.length > longestPath ? `${path.slice(0, longestPath)}…` : path;
  if (allowed.length === 0) return gatewayError('route_not_found', { path: shown });
  const allow = allowed.join(', ');
  return gatewayError('method_not_allowed', { method, path: shown, allow }, { headers: { allow } });
}

/** The path of a request's URL. */
export const pathOf = (url: string): string => url.split(/[?#;]/, 1)[0] ?? url;
