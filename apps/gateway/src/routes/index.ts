import type { RouteHandlers } from '@parley/types/fastify';
import type { Deps } from '../deps.ts';
import { createChatCompletion } from './create-chat-completion.ts';
import { createKey } from './create-key.ts';
import { explainRoute } from './explain-route.ts';
import { getCurrentKey } from './get-current-key.ts';
import { getGeneration } from './get-generation.ts';
import { getKey } from './get-key.ts';
import { getLiveness } from './get-liveness.ts';
import { getModel } from './get-model.ts';
import { getReadiness } from './get-readiness.ts';
import { getUsage } from './get-usage.ts';
import { listGenerations } from './list-generations.ts';
import { listKeys } from './list-keys.ts';
import { listModels } from './list-models.ts';
import { revokeKey } from './revoke-key.ts';
import { rotateKey } from './rotate-key.ts';
import { updateKey } from './update-key.ts';

/** The handler of every operation. One that is missing doesn't compile. */
export const createHandlers = (deps: Deps): RouteHandlers => ({
  createChatCompletion: createChatCompletion(deps),
  explainRoute: explainRoute(deps),
  listModels: listModels(deps),
  getModel: getModel(deps),
  createKey: createKey(deps),
  listKeys: listKeys(deps),
  getKey: getKey(deps),
  updateKey: updateKey(deps),
  revokeKey: revokeKey(deps),
  rotateKey: rotateKey(deps),
  getCurrentKey: getCurrentKey(deps),
  listGenerations: listGenerations(deps),
  getGeneration: getGeneration(deps),
  getUsage: getUsage(deps),
  getLiveness: getLiveness(deps),
  getReadiness: getReadiness(deps),
});
