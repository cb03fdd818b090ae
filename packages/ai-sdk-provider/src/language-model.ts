import type { LanguageModelV4 } from '@ai-sdk/provider';
import { convertRequest } from './convert-request.ts';
import { convertResponse } from './convert-response.ts';
import type { ParleyProviderSettings } from './create-parley.ts';
import { createExchange } from './exchange.ts';
import { ignoredParameters } from './ignored-parameters.ts';
import { responseMetadata } from './response-metadata.ts';
import { streamParts } from './stream.ts';

export function createLanguageModel(modelId: string, settings: ParleyProviderSettings): LanguageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'parley',
    modelId,
    // The gateway passes them on, or fetches them where a provider takes none.
    supportedUrls: { 'image/*': [/^https:\/\//] },

    async doGenerate(options) {
      const { request, warnings } = convertRequest(modelId, options);
      const exchange = createExchange(settings, options, { ...request, stream: false });
      const answer = await exchange.complete();
      return {
        ...convertResponse(answer, request),
        warnings: [...warnings, ...ignoredParameters(answer.metadata)],
        request: { url: exchange.url, body: exchange.body },
        response: { ...responseMetadata(answer), headers: exchange.responseHeaders, body: answer },
      };
    },

    async doStream(options) {
      const { request, warnings } = convertRequest(modelId, options);
      // Parley sends usage in any case; other servers when they are asked.
      const stream_options = { include_usage: true, ...request.stream_options };
      const exchange = createExchange(settings, options, { ...request, stream: true, stream_options });
      const stream = await exchange.stream();
      return {
        stream: streamParts({ stream, exchange, warnings, withRaw: options.includeRawChunks ?? false }),
        request: { url: exchange.url, body: exchange.body },
        response: { headers: exchange.responseHeaders },
      };
    },
  };
}
