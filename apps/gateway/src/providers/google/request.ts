import type { ChatCompletionRequest } from '@parley/types';
import { nativeName } from '../../catalog/model.ts';
import type { AdapterCall, WireRequest } from '../adapter.ts';
import { cacheMarksIn } from '../cache-marks.ts';
import { beyondEffort } from '../reasoning-request.ts';
import { writeContents } from './contents.ts';
import type { Dialect } from './dialect.ts';
import { writeGenerationConfig } from './generation-config.ts';
import { writeTools } from './tools.ts';
import type { GenerateContentBody } from './wire.ts';

/** The path names the model, and whether it is to stream. */
export function writeRequest(call: AdapterCall, dialect: Dialect): WireRequest {
  const { request, model } = call;
  const ignored = new Set([...cacheMarksIn(request), ...beyondEffort(request)]);
  const serviceTier = dialect.serviceTiers ? writeTier(request.service_tier, ignored) : undefined;
  const body: GenerateContentBody = {
    ...writeContents(call, ignored),
    ...writeTools(request, dialect, ignored),
    generationConfig: writeGenerationConfig(call, ignored),
    ...(serviceTier === undefined ? {} : { serviceTier }),
  };
  const method = request.stream ? 'streamGenerateContent?alt=sse' : 'generateContent';
  return {
    path: `/models/${encodeURIComponent(nativeName(model))}:${method}`,
    body,
    ...(ignored.size === 0 ? {} : { ignored: [...ignored] }),
  };
}

function writeTier(
  tier: ChatCompletionRequest['service_tier'],
  ignored: Set<string>,
): GenerateContentBody['serviceTier'] {
  if (tier === 'scale') ignored.add('service_tier');
  if (tier === 'default') return 'standard';
  return tier === 'flex' || tier === 'priority' ? tier : undefined;
}
