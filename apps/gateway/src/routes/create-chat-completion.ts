import type { RoutingAttempt } from '@parley/types';
import type { RouteHandlers } from '@parley/types/fastify';
import type { Deps } from '../deps.ts';
import { toGatewayError } from '../gateway-error.ts';
import { admit } from '../pipeline/admit.ts';
import { askOnce } from '../pipeline/ask-once.ts';
import { authenticate } from '../pipeline/authenticate.ts';
import { book } from '../pipeline/book.ts';
import { batchesOf, callRoutes, type Spent } from '../pipeline/call-routes.ts';
import { chooseRoutes, type Target } from '../pipeline/choose-routes.ts';
import { explainAnswer, explainFailure } from '../pipeline/explain.ts';
import { heal, healStream } from '../pipeline/heal.ts';
import { isCallerGone, openCall } from '../pipeline/open-call.ts';
import { price, priceReported } from '../pipeline/price.ts';
import { readOptions } from '../pipeline/read-options.ts';
import { recall } from '../pipeline/recall.ts';
import { openRecord } from '../pipeline/record.ts';
import { replay } from '../pipeline/replay.ts';
import { replyStream, replyWhole } from '../pipeline/reply.ts';
import { resolveModel } from '../pipeline/resolve-model.ts';
import { settleUsage } from '../pipeline/settle-usage.ts';
import { validate } from '../pipeline/validate.ts';
import { type Generated, generatedIn } from '../providers/generated.ts';
import { shownTo } from '../providers/reasoning-request.ts';
import type { ReportedUsage } from '../providers/reported-usage.ts';
import { rulesOf } from '../routing/rules.ts';
import { readJson } from '../server/read-json.ts';

/** THE PATH, top to bottom. A step is given what it needs, and doesn't know the next one. */
export const createChatCompletion =
  (deps: Deps): RouteHandlers['createChatCompletion'] =>
  async (incoming, reply) => {
    using _place = deps.underWay.enter();
    const requestId = incoming.id;
    const caller = await authenticate(incoming, 'chat', deps);
    const { fallback, sessionId, labels, idempotencyKey, cache } = readOptions(
      incoming.headers,
      'createChatCompletion',
    );
    const request = validate(await readJson(incoming.raw, deps.config.limits));
    const streamed = request.stream === true;
    await using once = await askOnce({ caller, idempotencyKey, request, requestId }, deps);
    if (once.answer !== null) {
      const headers = { 'idempotent-replayed': 'true' };
      return replay(reply, { answer: once.answer, streamed, headers }, deps);
    }
    const named = resolveModel(request.model, deps);
    const others = (request.models ?? []).map((model, index) =>
      resolveModel(model, deps, `models[${index}]`),
    );
    const { targets, selection, promptTokens } = chooseRoutes(
      { request, named: [named, ...others], fallback, sessionId, rules: rulesOf(caller) },
      deps,
    );
    const recalled = await recall({ caller, cache, request, requestId, targets }, deps);
    const generationId = deps.newGenerationId();
    const admitted = await admit({ key: caller.key, request, generationId }, deps);
    reply.headers(admitted.headers);
    const booked = await book(
      {
        caller,
        admitted,
        generationId,
        requestId,
        requestedModel: named.name,
        targets,
        promptTokens,
        request,
        isRecalled: recalled.answer !== null,
      },
      deps,
    );

    const record = openRecord({ requestId, keyId: caller.keyId, request, labels, booked }, deps);
    const told = {
      headers: recalled.headers,
      mostBytes: Math.max(once.mostBytes, recalled.mostBytes),
      async settle(text: string | null) {
        await record.close('completed');
        once.keep(text);
        await recalled.remember(text);
      },
    };
    let usedTokens: number | null = null;
    const call = openCall(reply.raw, deps);
    const explain = (routing: RoutingAttempt[]) => explainFailure(requestId, named, routing);
    const failed = (attempt: RoutingAttempt, { listing }: Target, { usage, mayBeCharged }: Spent) =>
      record.failed(attempt, { usage: priceReported(usage, listing), mayBeCharged });
    try {
      if (recalled.answer !== null) {
        record.recalled(recalled.answer);
        await told.settle(recalled.answer.text);
        return replay(reply, { answer: recalled.answer, streamed, headers: told.headers }, deps);
      }
      const routed = await callRoutes({ request, targets, requestId, ...call, explain, failed }, deps);
      const { answer, target } = routed;
      record.began(routed);

      const account = async (reported: ReportedUsage | null, generated: Generated) => {
        const settled = await settleUsage(reported, request, generated);
        const { usage, claim } = price(settled.usage, settled.uncounted, target.listing);
        record.used({ ...settled, usage }, claim);
        usedTokens = usage.total_tokens;
        return { usage, money: { usage_source: settled.source, ...claim } };
      };

      if (answer.kind === 'whole') {
        const { answer: healed, plugins } = heal(shownTo(request, answer.answer), request);
        const { usage, money } = await account(answer.answer.usage, generatedIn(answer.answer));
        const metadata = explainAnswer(explain([]), routed, request, { plugins, selection, ...money });
        return await replyWhole(reply, { ...told, answer: healed, usage, metadata }, deps);
      }

      const { writer } = answer;
      const accountStream = () =>
        account(writer.usage, { text: () => writer.text.join(''), images: writer.images });
      const { batches, plugins } = healStream(
        batchesOf(routed, { explain, signal: call.signal }, deps),
        request,
      );
      await replyStream(
        reply,
        {
          ...told,
          requestId,
          header: writer.header,
          batches,
          async finish() {
            const { usage, money } = await accountStream();
            return {
              usage,
              metadata: explainAnswer(explain([]), routed, request, {
                plugins: plugins(),
                selection,
                ...money,
              }),
            };
          },
          async fail(reason) {
            const { usage, money } = await accountStream();
            await record.close(isCallerGone(reason) ? 'aborted' : 'failed', reason);
            return {
              error: toGatewayError(reason),
              usage,
              metadata: { ...explain(routed.attempts), ...money },
            };
          },
        },
        deps,
      );
    } catch (thrown) {
      await record.close(isCallerGone(thrown) ? 'aborted' : 'failed', thrown);
      if (isCallerGone(thrown)) return reply.hijack();
      throw thrown;
    } finally {
      call.close();
      await admitted.leave(usedTokens);
    }
  };
