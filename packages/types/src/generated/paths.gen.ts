// Generated from openapi/ by `npm run generate`. Do not edit.
import type { ChatCompletion, ChatCompletionRequest, ChatStreamEvent, CreateChatCompletionData, ErrorResponse, ExplainRouteData, GetLivenessData, GetModelData, GetReadinessData, Health, ListModelsData, Model, ModelList, RouteExplanation } from './types.gen.ts';

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
        429: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
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
        429: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
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
        429: { headers: Record<string, unknown>; content: { "application/json": ErrorResponse } };
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
