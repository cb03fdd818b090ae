// Generated from openapi/ by `npm run generate`. Do not edit.

import type { RouteHandler } from 'fastify';

import type { CreateChatCompletionData, CreateChatCompletionErrors, CreateChatCompletionResponses, CreateKeyData, CreateKeyErrors, CreateKeyResponses, ExplainRouteData, ExplainRouteErrors, ExplainRouteResponses, GetCurrentKeyData, GetCurrentKeyErrors, GetCurrentKeyResponses, GetGenerationData, GetGenerationErrors, GetGenerationResponses, GetKeyData, GetKeyErrors, GetKeyResponses, GetLivenessData, GetLivenessErrors, GetLivenessResponses, GetModelData, GetModelErrors, GetModelResponses, GetReadinessData, GetReadinessErrors, GetReadinessResponses, GetUsageData, GetUsageErrors, GetUsageResponses, ListGenerationsData, ListGenerationsErrors, ListGenerationsResponses, ListKeysData, ListKeysErrors, ListKeysResponses, ListModelsData, ListModelsErrors, ListModelsResponses, RevokeKeyData, RevokeKeyErrors, RevokeKeyResponses, RotateKeyData, RotateKeyErrors, RotateKeyResponses, UpdateKeyData, UpdateKeyErrors, UpdateKeyResponses } from './types.gen.ts';

export type RouteHandlers = {
    createChatCompletion: RouteHandler<{
        Body: CreateChatCompletionData['body'];
        Headers?: CreateChatCompletionData['headers'];
        Reply: CreateChatCompletionErrors & CreateChatCompletionResponses;
    }>;
    explainRoute: RouteHandler<{
        Body: ExplainRouteData['body'];
        Headers?: ExplainRouteData['headers'];
        Reply: ExplainRouteErrors & ExplainRouteResponses;
    }>;
    listModels: RouteHandler<{
        Headers?: ListModelsData['headers'];
        Querystring?: ListModelsData['query'];
        Reply: ListModelsErrors & ListModelsResponses;
    }>;
    getModel: RouteHandler<{
        Headers?: GetModelData['headers'];
        Params: GetModelData['path'];
        Reply: GetModelErrors & GetModelResponses;
    }>;
    listKeys: RouteHandler<{
        Headers?: ListKeysData['headers'];
        Querystring?: ListKeysData['query'];
        Reply: ListKeysErrors & ListKeysResponses;
    }>;
    createKey: RouteHandler<{
        Body: CreateKeyData['body'];
        Headers?: CreateKeyData['headers'];
        Reply: CreateKeyErrors & CreateKeyResponses;
    }>;
    revokeKey: RouteHandler<{
        Headers?: RevokeKeyData['headers'];
        Params: RevokeKeyData['path'];
        Reply: RevokeKeyErrors & RevokeKeyResponses;
    }>;
    getKey: RouteHandler<{
        Headers?: GetKeyData['headers'];
        Params: GetKeyData['path'];
        Reply: GetKeyErrors & GetKeyResponses;
    }>;
    updateKey: RouteHandler<{
        Body: UpdateKeyData['body'];
        Headers?: UpdateKeyData['headers'];
        Params: UpdateKeyData['path'];
        Reply: UpdateKeyErrors & UpdateKeyResponses;
    }>;
    rotateKey: RouteHandler<{
        Body: RotateKeyData['body'];
        Headers?: RotateKeyData['headers'];
        Params: RotateKeyData['path'];
        Reply: RotateKeyErrors & RotateKeyResponses;
    }>;
    getCurrentKey: RouteHandler<{
        Headers?: GetCurrentKeyData['headers'];
        Reply: GetCurrentKeyErrors & GetCurrentKeyResponses;
    }>;
    listGenerations: RouteHandler<{
        Headers?: ListGenerationsData['headers'];
        Querystring?: ListGenerationsData['query'];
        Reply: ListGenerationsErrors & ListGenerationsResponses;
    }>;
    getGeneration: RouteHandler<{
        Headers?: GetGenerationData['headers'];
        Params: GetGenerationData['path'];
        Reply: GetGenerationErrors & GetGenerationResponses;
    }>;
    getUsage: RouteHandler<{
        Headers?: GetUsageData['headers'];
        Querystring?: GetUsageData['query'];
        Reply: GetUsageErrors & GetUsageResponses;
    }>;
    getLiveness: RouteHandler<{
        Headers?: GetLivenessData['headers'];
        Reply: GetLivenessErrors & GetLivenessResponses;
    }>;
    getReadiness: RouteHandler<{
        Headers?: GetReadinessData['headers'];
        Reply: GetReadinessErrors & GetReadinessResponses;
    }>;
};
