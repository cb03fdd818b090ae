import { type LanguageModelV4, NoSuchModelError, type ProviderV4 } from '@ai-sdk/provider';
import { createLanguageModel } from './language-model.ts';

export interface ParleyProviderSettings {
  /** Where the gateway is, such as `http://127.0.0.1:4000`; with or without `/v1`. */
  baseUrl: string;
  /** Sent as `Authorization: Bearer`. */
  apiKey?: string | undefined;
  /** Sent with every request; those of a call win. */
  headers?: Record<string, string> | undefined;
  /** In place of the global `fetch`. It is given a `Request`. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
}

export interface ParleyProvider extends ProviderV4 {
  /** `provider/model`, a bare model name, or `auto`. Whether there is such a model, the call will tell. */
  (modelId: string): LanguageModelV4;
  languageModel(modelId: string): LanguageModelV4;
  /** Throws `NoSuchModelError`: Parley serves chat completions alone. */
  embeddingModel(modelId: string): never;
  /** Throws `NoSuchModelError`. Language models that draw answer with file parts. */
  imageModel(modelId: string): never;
}

/** A provider for the AI SDK. Nothing is sent before a model is called. */
export function createParley(settings: ParleyProviderSettings): ParleyProvider {
  const languageModel = (modelId: string) => createLanguageModel(modelId, settings);
  return Object.assign((modelId: string) => languageModel(modelId), {
    specificationVersion: 'v4' as const,
    languageModel,
    embeddingModel(modelId: string): never {
      throw new NoSuchModelError({ modelId, modelType: 'embeddingModel' });
    },
    imageModel(modelId: string): never {
      throw new NoSuchModelError({ modelId, modelType: 'imageModel' });
    },
  });
}
