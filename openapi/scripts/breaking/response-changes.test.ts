import { answer, contractWith, json, object, text } from './contract.ts';
import type { JsonObject } from './json.ts';
import { type Row, testBothSteps } from './two-contracts.ts';

const events = (schema: JsonObject): JsonObject => ({ 'text/event-stream': { schema } });
const responses = (more: JsonObject): JsonObject => contractWith({ responses: more });
const withHeader = (header: JsonObject): JsonObject =>
  responses({ '200': answer({ headers: { 'X-Id': header } }) });
const security = (...ways: JsonObject[]): JsonObject => contractWith({ security: ways });
const scheme = (name: string, definition: JsonObject): JsonObject =>
  contractWith({}, { components: { securitySchemes: { [name]: definition } } });
const errors = (more: JsonObject): JsonObject =>
  responses({ '400': answer({ content: json(object({ error: text })) }), ...more });

const tables: Record<string, Row[]> = {
  responses: [
    {
      name: 'one more error of a range that was described',
      old: responses({ '4XX': answer({ content: json(text) }), '500': answer({ content: json({}) }) }),
      next: responses({
        '4XX': answer({ content: json(text) }),
        '404': answer({ content: json({ type: 'number' }) }),
        '500': answer({ content: json({}) }),
      }),
      want: ['breaking POST /things response 404: response-type-widened'],
      back: ['breaking POST /things response 404: response-type-widened'],
    },
    {
      name: 'a success that reads like an error',
      old: errors({}),
      next: errors({ '200': answer({ content: json(object({ error: text })) }) }),
      want: ['breaking POST /things response 200: response-status-added'],
      back: ['breaking POST /things response 200: response-status-removed'],
    },
    {
      name: 'one more status of success',
      old: responses({ '200': answer() }),
      next: responses({ '200': answer(), '202': answer() }),
      want: ['breaking POST /things response 202: response-status-added'],
      back: ['breaking POST /things response 202: response-status-removed'],
    },
    {
      name: 'one more error that reads like the others',
      old: errors({}),
      next: errors({ '409': answer({ content: json(object({ error: text, hint: text })) }) }),
      want: ['compatible POST /things response 409: response-status-added'],
      back: ['breaking POST /things response 409: response-status-removed'],
    },
    {
      name: 'one more error that reads like none',
      old: errors({}),
      next: errors({ '409': answer({ content: json(object({ problem: text })) }) }),
      want: ['breaking POST /things response 409: response-status-added'],
      back: ['breaking POST /things response 409: response-status-removed'],
    },
    {
      name: 'one more error that the default described',
      old: errors({ default: answer({ content: json(text) }) }),
      next: errors({
        default: answer({ content: json(text) }),
        '409': answer({ content: json({ const: 'x' }) }),
      }),
      want: ['compatible POST /things response 409: response-enum-narrowed'],
      back: ['breaking POST /things response 409: response-enum-widened'],
    },
    {
      name: 'an event that may lack a field',
      old: responses({ '200': answer({ content: events({ ...object({ id: text }), required: ['id'] }) }) }),
      next: responses({ '200': answer({ content: events(object({ id: text })) }) }),
      want: ['breaking POST /things response 200 text/event-stream /id: response-property-optional'],
      back: ['compatible POST /things response 200 text/event-stream /id: response-property-required'],
    },
    {
      name: 'streams too',
      old: responses({ '200': answer({ content: json(text) }) }),
      next: responses({ '200': answer({ content: { ...json(text), ...events(text) } }) }),
      want: ['compatible POST /things response 200 text/event-stream: response-media-type-added'],
      back: ['breaking POST /things response 200 text/event-stream: response-media-type-removed'],
    },
  ],
  'response headers': [
    {
      name: 'one that OpenAPI leaves to the media type',
      old: responses({ '200': answer() }),
      next: responses({ '200': answer({ headers: { 'Content-Type': { schema: text } } }) }),
      want: ['compatible POST /things: operation-changed'],
      back: ['compatible POST /things: operation-changed'],
    },
    {
      name: 'one more',
      old: responses({ '200': answer() }),
      next: withHeader({ schema: text }),
      want: ['compatible POST /things response 200 header x-id: response-header-added'],
      back: ['breaking POST /things response 200 header x-id: response-header-removed'],
    },
    {
      name: 'always there',
      old: withHeader({ schema: text }),
      next: withHeader({ schema: text, required: true }),
      want: ['compatible POST /things response 200 header x-id: response-header-required'],
      back: ['breaking POST /things response 200 header x-id: response-header-optional'],
    },
    {
      name: 'narrower',
      old: withHeader({ schema: text }),
      next: withHeader({ schema: { ...text, format: 'uuid' } }),
      want: ['compatible POST /things response 200 header x-id: response-header-format-narrowed'],
      back: ['breaking POST /things response 200 header x-id: response-header-format-widened'],
    },
  ],
  security: [
    {
      name: 'asked for now',
      old: security(),
      next: security({ bearer: [] }),
      want: ['breaking POST /things security: security-narrowed'],
      back: ['compatible POST /things security: security-widened'],
    },
    {
      name: 'one more way',
      old: security({ bearer: [] }),
      next: security({ bearer: [] }, { key: [] }),
      want: ['compatible POST /things security: security-widened'],
      back: ['breaking POST /things security: security-narrowed'],
    },
    {
      name: 'both at once',
      old: security({ bearer: [] }),
      next: security({ bearer: [], key: [] }),
      want: ['breaking POST /things security: security-narrowed'],
      back: ['compatible POST /things security: security-widened'],
    },
    {
      name: 'one more scope',
      old: security({ oauth: ['read'] }),
      next: security({ oauth: ['read', 'write'] }),
      want: ['breaking POST /things security: security-narrowed'],
      back: ['compatible POST /things security: security-widened'],
    },
    {
      name: 'the same, said for the whole document',
      old: security({ bearer: [] }),
      next: contractWith({}, { security: [{ bearer: [] }] }),
      want: ['compatible POST /things: operation-changed'],
      back: ['compatible POST /things: operation-changed'],
    },
    {
      name: 'one more scheme',
      old: contractWith({}),
      next: scheme('key', { type: 'apiKey', in: 'header', name: 'x-api-key' }),
      want: ['compatible document security scheme key: security-scheme-added'],
      back: ['breaking document security scheme key: security-scheme-removed'],
    },
    {
      name: 'a scheme that goes elsewhere',
      old: scheme('key', { type: 'apiKey', in: 'header', name: 'x-api-key' }),
      next: scheme('key', { type: 'apiKey', in: 'query', name: 'x-api-key' }),
      want: ['breaking document security scheme key: security-scheme-changed'],
      back: ['breaking document security scheme key: security-scheme-changed'],
    },
    {
      name: 'a scheme in other words',
      old: scheme('key', { type: 'http', scheme: 'bearer' }),
      next: scheme('key', { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A key.' }),
      want: [],
      back: [],
    },
  ],
};

testBothSteps(tables);
