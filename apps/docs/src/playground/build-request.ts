import type { ChatCompletionRequest, ChatMessage } from '@parley/types';
import { exampleTool } from './example-tools.ts';
import { isRecord } from './is-record.ts';
import type { Settings } from './settings.ts';

/** The body to send, or the field of the form that can't be sent and why. */
export type Built =
  | { body: ChatCompletionRequest; problem: null }
  | { body: null; problem: { field: keyof Settings; message: string } };

/** The request that the form and the conversation make. Absent is what nobody chose: no default is written in. */
export function buildRequest(settings: Settings, conversation: readonly ChatMessage[]): Built {
  const { format, healing, model, system } = settings;
  const schema = format === 'json_schema' ? readJson(settings.schema) : undefined;
  const own = settings.ownTools === '' ? [] : readJson(settings.ownTools);
  const more = settings.more === '' ? {} : readJson(settings.more);
  if (!URL.canParse(settings.baseUrl)) return problem('baseUrl', 'This is not an address.');
  if (model === '') return problem('model', 'Name a model, or auto.');
  if (format === 'json_schema' && !isRecord(schema)) return problem('schema', 'This is not a JSON object.');
  if (!Array.isArray(own)) return problem('ownTools', 'This is not a JSON array.');
  if (!isRecord(more)) return problem('more', 'This is not a JSON object.');

  const examples = settings.tools.flatMap((name) => exampleTool(name)?.definition ?? []);
  const tools: unknown[] = [...examples, ...own];
  const body = {
    model,
    ...(settings.models.length > 0 && { models: settings.models }),
    ...(settings.routing !== '' && { routing: settings.routing }),
    messages: [...(system === '' ? [] : [{ role: 'system', content: system }]), ...conversation],
    ...(settings.stream && { stream: true }),
    ...(settings.effort !== '' && { reasoning_effort: settings.effort }),
    ...(settings.maxTokens !== null && { max_completion_tokens: settings.maxTokens }),
    ...(settings.temperature !== null && { temperature: settings.temperature }),
    ...(format === 'json_object' && { response_format: { type: 'json_object' } }),
    ...(format === 'json_schema' && {
      response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
    }),
    ...(tools.length > 0 && { tools }),
    ...(settings.webSearch && { web_search: true }),
    ...(healing && { plugins: [{ id: 'response-healing' }] }),
    ...more,
  };
  return isRequest(body) ? { body, problem: null } : problem('more', 'These fields leave no request.');
}

const problem = (field: keyof Settings, message: string): Built => ({
  body: null,
  problem: { field, message },
});

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// What stands in it is for the gateway to judge: its 400 names the field that is wrong, and is worth seeing.
function isRequest(value: object): value is ChatCompletionRequest {
  return 'model' in value && 'messages' in value && Array.isArray(value.messages);
}
