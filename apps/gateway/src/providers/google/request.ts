import { nativeName } from '../../catalog/model.ts';
import type { AdapterCall, WireRequest } from '../adapter.ts';
import { writeContents } from './contents.ts';
import type { Dialect } from './dialect.ts';
import { writeGenerationConfig } from './generation-config.ts';
import { writeTools } from './tools.ts';
import type { GenerateContentBody } from './wire.ts';

const tiers = { default: 'standard', flex: 'flex', priority: 'priority' } as const;

/** The path names the model, and whether it is to stream. */
export function writeRequest(call: AdapterCall, dialect: Dialect): WireRequest {
  const { request, model } = call;
  const ignored = new Set<string>();
  const tier = request.service_tier;
  const named = dialect.serviceTiers && tier && tier !== 'auto' && tier !== 'scale' ? tiers[tier] : undefined;
  if (tier === 'scale') ignored.add('service_tier');
  const body: GenerateContentBody = {
    ...writeContents(call, ignored),
    ...writeTools(request, dialect, ignored),
    generationConfig: writeGenerationConfig(call, ignored),
    ...(named === undefined ? {} : { serviceTier: named }),
  };
  const method = request.stream ? 'streamGenerateContent?alt=sse' : 'generateContent';
  return {
    path: `/models/${encodeURIComponent(nativeName(model))}:${method}`,
    body,
    ...(ignored.size === 0 ? {} : { ignored: [...ignored] }),
  };
}
