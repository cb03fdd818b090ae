import type { RouteHandlers } from '@parley/types/fastify';
import type { Deps } from '../deps.ts';
import { createChatCompletion } from './create-chat-completion.ts';
import { explainRoute } from './explain-route.ts';
import { getLiveness } from './get-liveness.ts';
import { getModel } from './get-model.ts';
import { getReadiness } from './get-readiness.ts';
import { listModels } from './list-models.ts';

/** The handler of every operation. One that is missing doesn't compile. */
export const createHandlers = (deps: Deps): RouteHandlers => ({
  createChatCompletion: createChatCompletion(deps),
  explainRoute: explainRoute(deps),
  listModels: listModels(deps),
  getModel: getModel(deps),
  getLiveness: getLiveness(deps),
  getReadiness: getReadiness(deps),
});
