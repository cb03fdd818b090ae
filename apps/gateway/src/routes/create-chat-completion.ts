import type { ChatMetadata, RoutingAttempt, Usage } from '@parley/types';
import type { RouteHandlers } from '@parley/types/fastify';
import type { Deps } from '../deps.ts';
import { toGatewayError } from '../gateway-error.ts';
import { authenticate } from '../pipeline/authenticate.ts';
import { batchesOf, callRoutes } from '../pipeline/call-routes.ts';
import { chooseRoutes } from '../pipeline/choose-routes.ts';
import { explainAnswer, explainFailure } from '../pipeline/explain.ts';
import { heal, leaveUnhealed } from '../pipeline/heal.ts';
import { isCallerGone, openCall } from '../pipeline/open-call.ts';
import { price } from '../pipeline/price.ts';
import { readOptions } from '../pipeline/read-options.ts';
import { openRecord } from '../pipeline/record.ts';
import { replyStream, replyWhole } from '../pipeline/reply.ts';
import { resolveModel } from '../pipeline/resolve-model.ts';
import { settleUsage } from '../pipeline/settle-usage.ts';
import { validate } from '../pipeline/validate.ts';
import { answerText } from '../providers/answer-text.ts';
import { shownTo } from '../providers/reasoning-request.ts';
import { noRules } from '../routing/rules.ts';
import { readJson } from '../server/read-json.ts';

/** THE PATH, top to bottom. A step is given what it needs, and doesn't know the next one. */
export const createChatCompletion =
  (deps: Deps): RouteHandlers['createChatCompletion'] =>
  async (incoming, reply) => {
    const requestId = incoming.id;
    const { keyId } = authenticate(incoming.headers, deps);
    const { fallback, sessionId, labels } = readOptions(incoming.headers);
    const request = validate(await readJson(incoming.raw, deps.config.limits));
    const named = resolveModel(request.model, deps);
    const others = (request.models ?? []).map((model, index) =>
      resolveModel(model, deps, `models[${index}]`),
    );
    const { targets, selection } = chooseRoutes(
      { request, named: [named, ...others], fallback, sessionId, rules: noRules },
      deps,
    );

    const record = openRecord({ requestId, keyId, request, labels }, deps);
    const call = openCall(reply.raw, deps);
    const explain = (routing: RoutingAttempt[]) => explainFailure(requestId, named, routing);
    try {
      const routed = await callRoutes(
        { request, targets, requestId, ...call, explain, failed: record.failed },
        deps,
      );
      const { answer, target } = routed;
      record.began(routed);

      const tell = async (reported: Usage | null, text: () => string, plugins: ChatMetadata['plugins']) => {
        const { usage: counted, source } = await settleUsage(reported, request, text);
        const { usage, price: row } = price(counted, target.listing);
        record.used(usage, source);
        return {
          usage,
          metadata: explainAnswer(explain([]), routed, request, { price: row, plugins, source, selection }),
        };
      };

      if (answer.kind === 'whole') {
        const { answer: healed, plugins } = heal(shownTo(request, answer.answer), request);
        const told = await tell(healed.usage, () => answerText(answer.answer), plugins);
        const sent = replyWhole(reply, { answer: healed, ...told }, deps);
        record.close('completed');
        return sent;
      }

      const { writer } = answer;
      const tellStream = () => tell(writer.usage, () => writer.text.join(''), leaveUnhealed(request));
      await replyStream(
        reply,
        {
          requestId,
          header: writer.header,
          batches: batchesOf(routed, { explain, signal: call.signal }, deps),
          finish: tellStream,
          async fail(reason) {
            const { usage } = await tellStream();
            record.close(isCallerGone(reason) ? 'aborted' : 'failed', reason);
            return { error: toGatewayError(reason), usage, metadata: explain(routed.attempts) };
          },
        },
        deps,
      );
      record.close('completed');
    } catch (thrown) {
      record.close(isCallerGone(thrown) ? 'aborted' : 'failed', thrown);
      if (isCallerGone(thrown)) return reply.hijack();
      throw thrown;
    } finally {
      call.close();
    }
  };
