import type { RouteCandidate, RouteDrop, RouteExplanation } from '@parley/types';
import type { RouteHandlers } from '@parley/types/fastify';
import type { Deps } from '../deps.ts';
import { authenticate } from '../pipeline/authenticate.ts';
import { type Choice, chooseRoutes } from '../pipeline/choose-routes.ts';
import { readOptions } from '../pipeline/read-options.ts';
import { resolveModel } from '../pipeline/resolve-model.ts';
import { validate } from '../pipeline/validate.ts';
import { rulesOf } from '../routing/rules.ts';
import { readJson } from '../server/read-json.ts';

/** The path up to the choice, which is told in place of being taken. It never explores, so that asking changes nothing. */
export const explainRoute =
  (deps: Deps): RouteHandlers['explainRoute'] =>
  async (incoming, reply) => {
    const caller = await authenticate(incoming, 'chat', deps);
    const { fallback, sessionId } = readOptions(incoming.headers, 'explainRoute');
    const request = validate(await readJson(incoming.raw, deps.config.limits));
    const named = resolveModel(request.model, deps);
    const others = (request.models ?? []).map((model, index) =>
      resolveModel(model, deps, `models[${index}]`),
    );
    const choice = chooseRoutes(
      {
        request,
        named: [named, ...others],
        fallback,
        sessionId,
        rules: rulesOf(caller),
      },
      { ...deps, random: () => 1 },
    );
    const candidates = choice.candidates.map((candidate, index) =>
      candidateOf(candidate, index === 0, deps.clock()),
    );
    const explanation: RouteExplanation = {
      requested_model: named.name,
      requested_provider: named.provider,
      chosen: choice.candidates[0].id,
      selection: choice.selection,
      fallback,
      prompt_tokens: choice.promptTokens,
      candidates,
      dropped: [...choice.dropped.map(dropOf), ...absentOf(choice, deps)],
    };
    deps.contract.response('explainRoute', 200, explanation, incoming.id);
    return reply.code(200).send(explanation);
  };

function candidateOf(
  { target, requestedModel, expectedCost, score, parts, health }: Choice['candidates'][number],
  chosen: boolean,
  clockMs: number,
): RouteCandidate {
  return {
    requested_model: requestedModel,
    provider: target.provider.id,
    model: target.listing.model.id,
    chosen,
    expected_cost_usd: expectedCost === null ? null : shown(expectedCost),
    score: shown(score),
    score_parts: {
      price: shown(parts.price),
      uptime: shown(parts.uptime),
      throughput: shown(parts.throughput),
      latency: shown(parts.latency),
      low_uptime: shown(parts.low_uptime),
    },
    health: {
      state: health.state,
      ready_in_ms: Math.ceil(Math.max(0, health.untilMs - clockMs)),
      uptime: shown(health.uptime),
      calls: shown(health.calls),
      first_token_ms: health.firstTokenMs === null ? null : shown(health.firstTokenMs),
      tokens_per_second: health.tokensPerSecond === null ? null : shown(health.tokensPerSecond),
    },
  };
}

const shown = (value: number): number => Number(value.toPrecision(6));

const dropOf = ({ requestedModel, param, reason, targets }: Choice['dropped'][number]): RouteDrop => ({
  requested_model: requestedModel,
  param,
  reason,
  targets,
});

/** Candidates of the configuration that nobody serves: without this a missing key would look like a bad request. */
function absentOf({ candidates, dropped }: Choice, { config }: Deps): RouteDrop[] {
  const isAuto = ({ requestedModel }: { requestedModel: string }) => requestedModel === 'auto';
  const served = new Set([
    ...candidates.map(({ id }) => id),
    ...dropped.filter(isAuto).flatMap(({ targets }) => targets),
  ]);
  const absent = (config.auto.candidates ?? []).filter((id) => !served.has(id));
  if (absent.length === 0 || ![...candidates, ...dropped].some(isAuto)) return [];
  const reason = 'is a configured candidate that no provider serves here';
  return [{ requested_model: 'auto', param: 'model', reason, targets: absent }];
}
