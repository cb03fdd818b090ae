// Generated from openapi/ by `npm run generate`. Do not edit.

import type { RouteHandler } from 'fastify';

import type { CreateChatCompletionData, CreateChatCompletionErrors, CreateChatCompletionResponses, ExplainRouteData, ExplainRouteErrors, ExplainRouteResponses, GetLivenessData, GetLivenessErrors, GetLivenessResponses, GetModelData, GetModelErrors, GetModelResponses, GetReadinessData, GetReadinessErrors, GetReadinessResponses, ListModelsData, ListModelsErrors, ListModelsResponses } from './types.gen.ts';

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
    getLiveness: RouteHandler<{
        Headers?: GetLivenessData['headers'];
        Reply: GetLivenessErrors & GetLivenessResponses;
    }>;
    getReadiness: RouteHandler<{
        Headers?: GetReadinessData['headers'];
        Reply: GetReadinessErrors & GetReadinessResponses;
    }>;
};
