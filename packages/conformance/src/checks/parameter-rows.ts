import type { Ability, Contract, Severity } from '../check.ts';
import { timeTool, weatherTool } from './conversations.ts';

/** A field of a request that the provider should get, or the caller be told of. */
export type Parameter = {
  id: string;
  field: string;
  value: unknown;
  severity: Severity;
  contract: Contract;
  /** What the field makes no sense without. */
  beside?: object;
  /** Other names under which a provider may get it. */
  aliases?: readonly string[];
  ability?: Ability;
  /** What is asked; some fields want other words. */
  text?: string;
};

type More = Pick<Parameter, 'beside' | 'aliases' | 'ability' | 'text'>;
type Row = [id: string, field: string, value: unknown, more?: More];

const tools = [weatherTool, timeTool];
const schema = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] };
const cap: More = { aliases: ['max_tokens', 'max_completion_tokens'] };

// These change what the model says: without them the answer is another one.
const deciding: Row[] = [
  ['P-01', 'temperature', 0.7],
  ['P-02', 'top_p', 0.9],
  ['P-03', 'max_tokens', 321, cap],
  ['P-04', 'max_completion_tokens', 321, cap],
  ['P-05', 'frequency_penalty', 0.4],
  ['P-06', 'presence_penalty', -0.6],
  ['P-07', 'stop', 'zebra'],
  ['P-08', 'stop', ['zebra', '\n\n', 'yak', 'END']],
  ['P-09', 'seed', 4711],
  ['P-10', 'n', 2],
  ['P-11', 'logit_bias', { 50256: -100, 1000: 5 }],
  ['P-12', 'logprobs', true],
  ['P-13', 'top_logprobs', 3, { beside: { logprobs: true } }],
  ['P-14', 'response_format', { type: 'json_object' }, { text: 'A city, as JSON.' }],
  ['P-15', 'response_format', { type: 'json_schema', json_schema: { name: 'city', schema, strict: false } }],
  ['P-16', 'tools', tools],
  ['P-17', 'tool_choice', 'required', { beside: { tools } }],
  ['P-18', 'tool_choice', { type: 'function', function: { name: 'get_time' } }, { beside: { tools } }],
  ['P-19', 'tool_choice', 'none', { beside: { tools } }],
  ['P-20', 'parallel_tool_calls', false, { beside: { tools } }],
  ['P-21', 'reasoning_effort', 'low', { ability: 'reasoning' }],
  ['P-22', 'web_search_options', { search_context_size: 'low' }, { ability: 'search' }],
];

// A zero or a false is a value, not an absence.
const zeros: Row[] = [
  ['P-30', 'temperature', 0],
  ['P-31', 'top_p', 0],
  ['P-32', 'seed', 0],
  ['P-33', 'top_logprobs', 0, { beside: { logprobs: true } }],
];

const advisory: Row[] = [
  ['P-40', 'user', 'user-1234'],
  ['P-41', 'safety_identifier', 'b6b2c0de'],
  ['P-42', 'service_tier', 'flex'],
  ['P-43', 'verbosity', 'low'],
  ['P-44', 'prompt_cache_key', 'conversation-7'],
  ['P-45', 'prompt_cache_retention', '24h'],
  ['P-46', 'store', true],
  ['P-47', 'prediction', { type: 'content', content: 'Hello!' }],
  ['P-48', 'modalities', ['text']],
  ['P-49', 'audio', { voice: 'alloy', format: 'mp3' }, { beside: { modalities: ['text', 'audio'] } }],
];

const ours: Row[] = [
  ['P-50', 'top_k', 40],
  ['P-51', 'min_p', 0.1],
  ['P-52', 'top_a', 0.2],
  ['P-53', 'repetition_penalty', 1.1],
  ['P-54', 'effort', 'high'],
  ['P-55', 'image_config', { aspect_ratio: '1:1' }],
  ['P-56', 'prompt_cache_options', { scope: 'team' }],
  ['P-57', 'web_search', true],
];

const all = (severity: Severity, contract: Contract, rows: readonly Row[]): Parameter[] =>
  rows.map(([id, field, value, more]) => ({ id, field, value, severity, contract, ...more }));

export const parameters: readonly Parameter[] = [
  ...all('must', 'openai', deciding),
  ...all('must', 'openai', zeros),
  ...all('should', 'openai', advisory),
  ...all('must', 'parley', ours),
];
