// Generated from openapi/ by `npm run generate`. Do not edit.
import type { ChatCompletion, ChatCompletionRequest, ChatStreamEvent, CreateChatCompletionData, CreateKeyData, CreateKeyRequest, CurrentKey, ErrorResponse, ExplainRouteData, Generation, GenerationList, GetCurrentKeyData, GetGenerationData, GetKeyData, GetLivenessData, GetModelData, GetReadinessData, GetUsageData, Health, Key, KeyList, KeyWithSecret, ListGenerationsData, ListKeysData, ListModelsData, Model, ModelList, RevokeKeyData, RotateKeyData, RotateKeyRequest, RouteExplanation, UpdateKeyData, UpdateKeyRequest, UsageCsv, UsageReport } from './types.gen.ts';

type Parameters<D extends { headers?: unknown; path?: unknown; query?: unknown }> = {
  [K in keyof D as K extends 'headers' ? 'header' : K extends 'path' | 'query' ? K : never]: D[K];
} & { cookie?: never };

export interface paths {
  "/v1/chat/completions": {
    get?: never;
    put?: never;
    post: {
      parameters: Parameters<CreateChatCompletionData>;
      requestBody: { content: { "application/json": ChatCompletionRequest } };
      responses: {
        200: { headers: Record<string, unknown>; content: { "application/json": ChatCompletion; "text/event-stream": ChatStreamEvent } };
        400: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        401: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        402: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        403: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        404: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        408: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        409: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        413: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        415: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        422: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        429: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        500: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        502: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        503: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        504: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/route": {
    get?: never;
    put?: never;
    post: {
      parameters: Parameters<ExplainRouteData>;
      requestBody: { content: { "application/json": ChatCompletionRequest } };
      responses: {
        200: { headers: Record<string, unknown>; content: { "application/json": RouteExplanation } };
        400: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        401: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        403: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        404: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        408: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        413: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        415: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        500: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        503: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/models": {
    get: {
      parameters: Parameters<ListModelsData>;
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { "application/json": ModelList } };
        400: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        401: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        403: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        500: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        503: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/models/{model}": {
    get: {
      parameters: Parameters<GetModelData>;
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { "application/json": Model } };
        400: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        401: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        403: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        404: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        500: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        503: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/keys": {
    get: {
      parameters: Parameters<ListKeysData>;
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { "application/json": KeyList } };
        400: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        401: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        403: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        500: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        503: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
      };
    };
    put?: never;
    post: {
      parameters: Parameters<CreateKeyData>;
      requestBody: { content: { "application/json": CreateKeyRequest } };
      responses: {
        201: { headers: Record<string, unknown>; content: { "application/json": KeyWithSecret } };
        400: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        401: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        403: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        408: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        413: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        415: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        500: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        503: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/keys/{key_id}": {
    get: {
      parameters: Parameters<GetKeyData>;
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { "application/json": Key } };
        400: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        401: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        403: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        404: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        500: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        503: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
      };
    };
    put?: never;
    post?: never;
    delete: {
      parameters: Parameters<RevokeKeyData>;
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { "application/json": Key } };
        400: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        401: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        403: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        404: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        500: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        503: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
      };
    };
    options?: never;
    head?: never;
    patch: {
      parameters: Parameters<UpdateKeyData>;
      requestBody: { content: { "application/json": UpdateKeyRequest } };
      responses: {
        200: { headers: Record<string, unknown>; content: { "application/json": Key } };
        400: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        401: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        403: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        404: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        408: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        413: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        415: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        500: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        503: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
      };
    };
    trace?: never;
  };
  "/v1/keys/{key_id}/rotate": {
    get?: never;
    put?: never;
    post: {
      parameters: Parameters<RotateKeyData>;
      requestBody: { content: { "application/json": RotateKeyRequest } };
      responses: {
        200: { headers: Record<string, unknown>; content: { "application/json": KeyWithSecret } };
        400: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        401: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        403: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        404: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        408: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        413: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        415: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        500: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        503: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/key": {
    get: {
      parameters: Parameters<GetCurrentKeyData>;
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { "application/json": CurrentKey } };
        400: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        401: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        403: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        500: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        503: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/generations": {
    get: {
      parameters: Parameters<ListGenerationsData>;
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { "application/json": GenerationList } };
        400: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        401: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        403: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        500: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        503: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/generations/{generation_id}": {
    get: {
      parameters: Parameters<GetGenerationData>;
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { "application/json": Generation } };
        400: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        401: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        403: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        404: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        500: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        503: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/usage": {
    get: {
      parameters: Parameters<GetUsageData>;
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { "application/json": UsageReport; "text/csv": UsageCsv } };
        400: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        401: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        403: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        500: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        503: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/health/live": {
    get: {
      parameters: Parameters<GetLivenessData>;
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { "application/json": Health } };
        400: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        500: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/health/ready": {
    get: {
      parameters: Parameters<GetReadinessData>;
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { "application/json": Health } };
        400: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        500: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
        503: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
