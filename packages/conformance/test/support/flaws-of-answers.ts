import { type FlawRow, listOf, replaced, rewritten, without } from './flaw.ts';

const cut = /"finish_reason":"length"/;

export const flawsOfAnswers: FlawRow[] = [
  [
    'gives every tool call the index 0',
    'tools',
    replaced(/"tool_calls":\[\{"index":1/g, '"tool_calls":[{"index":0'),
    'T-03 T-18',
  ],
  [
    'gives every tool call the same id',
    'tools',
    replaced(/"id":"call_\w+"/g, '"id":"call_1"'),
    'T-02 T-03 T-18 T-31',
  ],
  [
    'loses the ids of tool calls',
    'tools',
    replaced(/"id":"call_\w+",/g, ''),
    'T-01 T-02 T-03 T-04 T-18 T-30 T-31 T-32 T-33 T-34',
  ],
  [
    'gives the arguments of a call as an object',
    'tools',
    replaced(/"arguments":"\{.*?\}"/g, '"arguments":{}'),
    'T-01 T-02 T-17 T-30 T-31 T-32 T-33 T-34',
  ],
  [
    'says stop where a tool is called',
    'tools',
    replaced(/"finish_reason":"tool_calls"/g, '"finish_reason":"stop"'),
    'T-01 T-05',
  ],
  [
    'makes up words beside a call',
    'tools',
    replaced(/"content":null/g, '"content":"Calling a tool."'),
    'T-06',
  ],
  ['drops tool_choice', 'tools', without('tool_choice'), 'T-10 T-11 T-12'],
  ['drops parallel_tool_calls', 'tools', without('parallel_tool_calls'), 'T-14'],
  [
    'drops the tools',
    'tools',
    without('tools', 'tool_choice', 'parallel_tool_calls'),
    'T-01 T-02 T-03 T-04 T-05 T-06 T-08 T-11 T-12 T-14 T-15 T-16 T-17 T-18 T-30 T-31 T-32 T-33 T-34',
  ],
  ['breaks strict tools', 'tools', rewritten(/"strict":true/g, '"strict":"yes"'), 'T-15'],
  [
    'loses the ids that results answer',
    'tools',
    rewritten(/"tool_call_id":"/g, '"tool_call_id":"x'),
    'T-30 T-31 T-32 T-33 T-34 T-35',
  ],
  [
    'takes one tool and no more',
    'tools',
    {
      request: ({ tools, ...body }) =>
        tools === undefined ? body : { ...body, tools: listOf(tools).slice(0, 1) },
    },
    'T-02 T-03 T-12 T-16',
  ],
  [
    'drops response_format',
    'structured',
    without('response_format'),
    'J-01 J-02 J-10 J-11 J-12 J-13 J-14 J-15 J-20 J-21 J-23',
  ],
  [
    'puts JSON in a fence',
    'structured',
    replaced(/"content":"\{/g, '"content":"```json\\n{'),
    'J-01 J-02 J-10 J-11 J-12 J-13 J-14 J-15 J-20 J-21',
  ],
  [
    'heals in secret',
    'structured',
    replaced(/"content":"Here it is:.*?(\{.*\}).*?"/g, '"content":"$1"'),
    'J-30',
  ],
  [
    'closes JSON that was cut',
    'structured',
    {
      answer: (text) =>
        cut.test(text) ? text.replace(/"content":".*?","refusal"/, '"content":"{}","refusal"') : text,
    },
    'J-22',
  ],
  ['loses the definitions of a schema', 'structured', rewritten(/"\$defs":/g, '"$lost":'), 'J-14'],
  ['drops reasoning_effort', 'reasoning', without('reasoning_effort'), 'R-01 R-02 R-06'],
  [
    'counts no reasoning',
    'reasoning',
    replaced(/"reasoning_tokens":\d+/g, '"reasoning_tokens":0'),
    'R-01 R-05 R-10 R-11 R-12 R-13 R-14',
  ],
  [
    'counts reasoning outside the total',
    'reasoning',
    replaced(/"total_tokens":(\d+)/g, '"total_tokens":1$1'),
    'R-03',
  ],
  ['drops the cap', 'reasoning', without('max_completion_tokens'), 'R-04'],
  ['loses the annotations', 'multimodal', replaced(/"annotations":\[[^\]]*\]/g, '"annotations":[]'), 'I-38'],
  [
    'counts no tokens',
    'money',
    replaced(/_tokens":\d+/g, '_tokens":0'),
    'M-10 M-11 M-12 M-13 M-14 M-15 M-16 M-17 M-18 M-19 M-20 M-50',
  ],
  ['adds up wrongly', 'money', replaced(/"total_tokens":(\d+)/g, '"total_tokens":1$1'), 'M-01'],
  [
    'does not know what was cached',
    'money',
    replaced(/"cached_tokens":\d+/g, '"cached_tokens":0'),
    'M-15 M-16',
  ],
  [
    'counts more cached tokens than there are',
    'money',
    replaced(/"cached_tokens":\d+/g, '"cached_tokens":99999'),
    'M-02 M-10 M-11 M-12 M-13 M-14 M-15 M-16 M-17 M-18 M-19 M-20',
  ],
  [
    'counts more reasoning than there is',
    'money',
    replaced(/"reasoning_tokens":\d+/g, '"reasoning_tokens":99999'),
    'M-03',
  ],
];
