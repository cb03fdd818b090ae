import type { ChatCompletionRequest, Stop } from '@parley/types';
import type { AdapterCall } from '../adapter.ts';
import { waysOf } from '../anthropic/model-ways.ts';
import { writeSamplers } from '../anthropic/samplers.ts';
import type { JsonObject } from '../json.ts';
import { isClaude, isGpt } from './claude.ts';
import type { Thinking } from './thinking.ts';
import type { WireInferenceConfig } from './wire.ts';

type Sampling = { inferenceConfig: WireInferenceConfig; fields: JsonObject };

/** How the answer is generated, as far as the model lets itself be told. */
export function writeSampling(
  { request, model }: AdapterCall,
  { on, maxTokens }: Thinking,
  ignored: Set<string>,
): Sampling {
  const { temperature, top_p, top_k } = isClaude(model)
    ? writeSamplers(request, { known: waysOf(model).samplers, thinks: on }, ignored)
    : plainSamplers(request, isGpt(model) || on, ignored);
  const stop = stopSequences(request.stop);
  if (stop !== null && isGpt(model)) ignored.add('stop');
  return {
    inferenceConfig: {
      ...(maxTokens === null ? {} : { maxTokens }),
      ...(temperature === undefined ? {} : { temperature }),
      ...(top_p === undefined ? {} : { topP: top_p }),
      ...(stop === null || isGpt(model) ? {} : { stopSequences: stop }),
    },
    fields: top_k === undefined ? {} : { top_k },
  };
}

type Samplers = { temperature?: number; top_p?: number; top_k?: number };

// Converse has no `top_k`, and the makers have no common name for it.
function plainSamplers(request: ChatCompletionRequest, refused: boolean, ignored: Set<string>): Samplers {
  const { temperature, top_p, top_k } = request;
  if (top_k != null) ignored.add('top_k');
  if (refused && temperature != null) ignored.add('temperature');
  if (refused && top_p != null) ignored.add('top_p');
  if (refused) return {};
  return {
    ...(temperature == null ? {} : { temperature }),
    ...(top_p == null ? {} : { top_p }),
  };
}

function stopSequences(stop: Stop | undefined): string[] | null {
  if (!stop || stop.length === 0) return null;
  return typeof stop === 'string' ? [stop] : stop;
}
