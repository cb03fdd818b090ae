import type { RuleId } from '@parley/validator';
import type { Contract, Severity } from '../check.ts';

/** A request that every server of a contract refuses. */
export type InvalidRequest = {
  id: string;
  /** Goes on from "A request with …". */
  what: string;
  severity: Severity;
  contract: Contract;
  /** What the refusal names in `error.param` under the Parley contract. */
  param: string;
  /** The rule that it breaks; null where it is the schema. */
  rule: RuleId | null;
  /** In place of the fields of an ordinary request; undefined takes one out. */
  fields: Record<string, unknown>;
};

const user = { role: 'user', content: 'Hello!' };
const weather = { type: 'function', function: { name: 'get_weather', parameters: { type: 'object' } } };

type Row = [id: string, what: string, param: string, fields: Record<string, unknown>, rule?: RuleId];

// What is missing or of the wrong type in the conversation itself: no server can answer it.
const conversations: Row[] = [
  ['V-01', 'no model', 'model', { model: undefined }],
  ['V-02', 'a model that is no text', 'model', { model: 5 }],
  ['V-03', 'an empty model', 'model', { model: '' }],
  ['V-04', 'no messages', 'messages', { messages: undefined }],
  ['V-05', 'an empty list of messages', 'messages', { messages: [] }],
  ['V-06', 'messages that are no list', 'messages', { messages: 'Hello!' }],
  ['V-07', 'a message that is a text', 'messages[0]', { messages: ['Hello!'] }],
  ['V-08', 'a message without a role', 'messages[0].role', { messages: [{ content: 'Hello!' }] }],
  ['V-09', 'an unknown role', 'messages[0].role', { messages: [{ role: 'robot', content: 'Hello!' }] }],
  ['V-10', 'a user message without content', 'messages[0].content', { messages: [{ role: 'user' }] }],
  ['V-11', 'content that is a number', 'messages[0].content', { messages: [{ role: 'user', content: 5 }] }],
  [
    'V-12',
    'a content part of an unknown type',
    'messages[0].content[0].type',
    { messages: [{ role: 'user', content: [{ type: 'smell', smell: 'roses' }] }] },
  ],
  [
    'V-13',
    'an image part without a URL',
    'messages[0].content[0].image_url.url',
    { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: {} }] }] },
  ],
  [
    'V-14',
    'a tool message that does not say which call it answers',
    'messages[1].tool_call_id',
    { messages: [user, { role: 'tool', content: '4' }] },
  ],
  [
    'V-15',
    'arguments of a tool call that are no text',
    'messages[1].tool_calls[0].function.arguments',
    {
      messages: [
        user,
        {
          role: 'assistant',
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: {} } }],
        },
        { role: 'tool', tool_call_id: 'call_1', content: '4' },
      ],
    },
  ],
];

const types: Row[] = [
  ['V-16', 'a temperature in quotes', 'temperature', { temperature: '1' }],
  ['V-17', 'a top_p in quotes', 'top_p', { top_p: '0.5' }],
  ['V-18', 'a max_tokens in quotes', 'max_tokens', { max_tokens: '16' }],
  ['V-19', 'half a token of max_tokens', 'max_tokens', { max_tokens: 1.5 }],
  ['V-20', 'an n that is no number', 'n', { n: 'two' }],
  ['V-21', 'a stop that is a number', 'stop', { stop: 5 }],
  ['V-22', 'a seed that is a text', 'seed', { seed: 'seven' }],
  ['V-23', 'a stream that is the text "true"', 'stream', { stream: 'true' }],
  ['V-24', 'a logprobs that is a text', 'logprobs', { logprobs: 'yes' }],
  ['V-25', 'a logit_bias that is a list', 'logit_bias', { logit_bias: [5] }],
  ['V-26', 'tools that are no list', 'tools', { tools: weather }],
  [
    'V-27',
    'a tool without a name',
    'tools[0].function.name',
    { tools: [{ type: 'function', function: {} }] },
  ],
  ['V-28', 'a user that is a number', 'user', { user: 5 }],
  ['V-29', 'a response_format that is a text', 'response_format', { response_format: 'json_object' }],
  [
    'V-30',
    'a parallel_tool_calls that is a text',
    'parallel_tool_calls',
    { tools: [weather], parallel_tool_calls: 'no' },
  ],
];

// The bounds and words of OpenAI's document.
const bounds: Row[] = [
  ['V-31', 'a temperature above 2', 'temperature', { temperature: 2.1 }],
  ['V-32', 'a temperature below 0', 'temperature', { temperature: -0.1 }],
  ['V-33', 'a top_p above 1', 'top_p', { top_p: 1.1 }],
  ['V-34', 'a top_p below 0', 'top_p', { top_p: -0.1 }],
  ['V-35', 'a frequency_penalty above 2', 'frequency_penalty', { frequency_penalty: 2.1 }],
  ['V-36', 'a frequency_penalty below -2', 'frequency_penalty', { frequency_penalty: -2.1 }],
  ['V-37', 'a presence_penalty above 2', 'presence_penalty', { presence_penalty: 2.1 }],
  ['V-38', 'a presence_penalty below -2', 'presence_penalty', { presence_penalty: -2.1 }],
  ['V-39', 'an n of 0', 'n', { n: 0 }],
  ['V-40', 'an n above 128', 'n', { n: 129 }],
  ['V-41', 'a top_logprobs above 20', 'top_logprobs', { logprobs: true, top_logprobs: 21 }],
  ['V-42', 'a top_logprobs below 0', 'top_logprobs', { logprobs: true, top_logprobs: -1 }],
  ['V-69', 'top_logprobs without logprobs', 'top_logprobs', { top_logprobs: 2 }, 'R3'],
  ['V-43', 'five stop sequences', 'stop', { stop: ['a', 'b', 'c', 'd', 'e'] }],
  ['V-44', 'an unknown reasoning_effort', 'reasoning_effort', { reasoning_effort: 'enormous' }],
  ['V-45', 'an unknown verbosity', 'verbosity', { verbosity: 'enormous' }],
  ['V-46', 'an unknown response_format', 'response_format.type', { response_format: { type: 'xml' } }],
  [
    'V-47',
    'a json_schema without a name',
    'response_format.json_schema.name',
    { response_format: { type: 'json_schema', json_schema: { schema: {} } } },
  ],
  ['V-48', 'an unknown tool_choice', 'tool_choice', { tools: [weather], tool_choice: 'perhaps' }],
  ['V-49', 'a max_tokens of 0', 'max_tokens', { max_tokens: 0 }],
  ['V-50', 'a max_completion_tokens of 0', 'max_completion_tokens', { max_completion_tokens: 0 }],
  ['V-51', 'a logit_bias above 100', 'logit_bias["50"]', { logit_bias: { 50: 101 } }],
  ['V-52', 'a logit_bias whose token is no number', 'logit_bias.river', { logit_bias: { river: 1 } }],
  ['V-53', 'seventeen labels in metadata', 'metadata', { metadata: manyLabels(17) }],
  ['V-54', 'a label that is a number', 'metadata.team', { metadata: { team: 5 } }],
];

const ours: Row[] = [
  ['V-55', 'an unknown service_tier', 'service_tier', { service_tier: 'first-class' }],
  ['V-56', 'an unknown modality', 'modalities[0]', { modalities: ['smell'] }],
  ['V-57', 'a top_k below 0', 'top_k', { top_k: -1 }],
  ['V-58', 'a min_p above 1', 'min_p', { min_p: 1.1 }],
  ['V-59', 'a repetition_penalty above 2', 'repetition_penalty', { repetition_penalty: 2.1 }],
  ['V-60', 'an unknown plugin', 'plugins[0].id', { plugins: [{ id: 'mind-reading' }] }],
  ['V-61', 'an unknown routing', 'routing', { routing: 'scenic' }],
  ['V-62', 'an unknown reasoning.effort', 'reasoning.effort', { reasoning: { effort: 'enormous' } }],
  ['V-63', 'functions, the forerunner of tools', 'functions', { functions: [weather.function] }],
  ['V-64', 'function_call, the forerunner of tool_choice', 'function_call', { function_call: 'auto' }],
  [
    'V-65',
    'max_tokens and max_completion_tokens that differ',
    'max_tokens',
    { max_tokens: 5, max_completion_tokens: 6 },
    'R1',
  ],
  [
    'V-66',
    'reasoning_effort and reasoning.effort that differ',
    'reasoning_effort',
    { reasoning_effort: 'low', reasoning: { effort: 'high' } },
    'R2',
  ],
  [
    'V-67',
    'a tool_choice of a function that is not among tools',
    'tool_choice.function.name',
    { tools: [weather], tool_choice: { type: 'function', function: { name: 'get_time' } } },
    'R4',
  ],
  ['V-68', 'two tools of the same name', 'tools[1].function.name', { tools: [weather, weather] }, 'R5'],
];

function manyLabels(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`label_${index}`, 'x']));
}

const all = (severity: Severity, contract: Contract, rows: readonly Row[]): InvalidRequest[] =>
  rows.map(([id, what, param, fields, rule = null]) => ({
    id,
    what,
    severity,
    contract,
    param,
    rule,
    fields,
  }));

export const invalidRequests: InvalidRequest[] = [
  ...all('must', 'openai', conversations),
  ...all('must', 'openai', types),
  ...all('should', 'openai', bounds),
  ...all('must', 'parley', ours),
];
