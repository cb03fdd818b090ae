import { hash } from 'node:crypto';
import type { ChatCompletionRequest, ChatMetadata, Usage } from '@parley/types';
import type { KeptAnswer } from '../answers/kept-answer.ts';
import { isWhole, readAnswer, writeAnswer } from '../answers/read-answer.ts';
import { requestDigest } from '../answers/request-digest.ts';
import { atMost } from '../answers/tape.ts';
import type { Deps } from '../deps.ts';
import { ignoredParameters } from '../providers/ignored-parameters.ts';
import type { Target } from '../routing/target.ts';
import type { Caller } from './authenticate.ts';

/** An answer from the response cache, as that of this request. */
export type RecalledAnswer = KeptAnswer & { usage: Usage; metadata: ChatMetadata };

/** What the response cache has for a request. */
export type Recalled = {
  /** For the head of the answer. */
  headers: Record<string, string>;
  answer: RecalledAnswer | null;
  /** How much of the answer is to be taken down. 0: it isn't kept. */
  mostBytes: number;
  /** The answer is complete; `null`: it was too long. */
  remember(text: string | null): Promise<void>;
};

type Asked = {
  caller: Pick<Caller, 'keyId' | 'key'>;
  /** What the request says of the cache; `null`: nothing. */
  cache: 'on' | 'off' | number | null;
  request: ChatCompletionRequest;
  requestId: string;
  /** Where the request may go now. */
  targets: readonly Target[];
};

const off: Recalled = { headers: {}, answer: null, mostBytes: 0, async remember() {} };

/** What makes no difference to an answer: it is for our books, or for a provider's. */
const aside: ReadonlySet<string> = new Set<keyof ChatCompletionRequest>([
  'user',
  'metadata',
  'store',
  'safety_identifier',
  'prompt_cache_key',
  'prompt_cache_retention',
  'prompt_cache_options',
]);

/**
 * Asks the response cache, where the request or its key wants that. An answer will do that the same API key got for the
 * same request, not too long ago, from where this one could go too.
 */
export async function recall(
  asked: Asked,
  { answerCache, config, contract, metrics, now }: World,
): Promise<Recalled> {
  const { caller, request, requestId } = asked;
  const ttlSeconds = ttlOf(asked, config.responseCache.ttlSeconds);
  if (ttlSeconds === null) return off;
  const name = hash('sha256', `${caller.keyId} ${requestDigest(request, aside)}`, 'base64url');
  const found = await answerCache.find(name);
  const isFresh = found !== null && now() - found.storedAtMs < ttlSeconds * 1_000;
  const answer = isFresh ? renewed(found.text, asked) : null;
  if (answer !== null) {
    if (request.stream === true) {
      const check = contract.stream(requestId);
      for (const event of [...answer.parts, '[DONE]']) check.push(event);
      check.end();
    } else contract.response('createChatCompletion', 200, answer.parts[0], requestId);
    metrics.answerReplayed('cache');
    return {
      ...off,
      headers: { 'x-parley-cache': 'hit' },
      answer: { ...answer, requestId, text: writeAnswer(answer) },
    };
  }
  const mostBytes = config.responseCache.answerBytes;
  return {
    headers: { 'x-parley-cache': 'miss' },
    answer: null,
    mostBytes,
    async remember(text) {
      const kept = atMost(mostBytes, text);
      const read = kept === null ? null : readAnswer(kept);
      if (kept === null || read === null || !isWhole(read)) return;
      await answerCache.put(name, { storedAtMs: now(), text: kept }, ttlSeconds * 1_000);
    },
  };
}

type World = Pick<Deps, 'answerCache' | 'config' | 'contract' | 'metrics' | 'now'>;

function ttlOf({ cache, caller: { key } }: Asked, usualSeconds: number): number | null {
  if (cache === 'off') return null;
  if (typeof cache === 'number') return cache;
  const own = key?.cacheTtlSeconds ?? null;
  return cache === 'on' ? (own ?? usualSeconds) : own;
}

/** A kept answer with the ids of another request, which is charged nothing for it. `null`: it won't do for that one. */
function renewed(text: string, { request, requestId, targets }: Asked) {
  const read = readAnswer(text);
  if (read === null) return null;
  const { price: _price, unpriced: _unpriced, ...told } = read.metadata;
  const target = targets.find(
    ({ provider, listing }) => provider.id === told.used_provider && listing.model.id === told.used_model,
  );
  if (target === undefined) return null;
  const ignored = [
    ...told.ignored_parameters.filter((name) => !aside.has(name)),
    ...ignoredParameters(request, target.provider.adapter.coverage),
  ];
  const usage: Usage = {
    ...withoutCost(read.usage),
    cost_usd_total: 0,
    cost_usd_input: 0,
    cost_usd_output: 0,
  };
  const metadata: ChatMetadata = {
    ...told,
    request_id: requestId,
    ignored_parameters: [...new Set(ignored)],
    cached: true,
  };
  const last = read.parts.at(-1);
  const parts = read.parts.map((part) => ({
    ...part,
    id: `chatcmpl-${requestId}`,
    ...(part === last ? { usage, metadata } : {}),
  }));
  return { parts, usage, metadata };
}

const withoutCost = ({ prompt_tokens, completion_tokens, total_tokens, ...rest }: Usage): Usage => ({
  ...{ prompt_tokens, completion_tokens, total_tokens },
  ...Object.fromEntries(Object.entries(rest).filter(([field]) => !field.startsWith('cost_'))),
});
