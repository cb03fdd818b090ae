import { test } from 'vitest';
import {
  add,
  expectWire,
  forced,
  plain,
  search,
  tools,
  unsent,
  type WireRow,
} from '../../../test/support/wire-rows.ts';
import { openaiCompatible } from './index.ts';

const rows: WireRow[] = [
  {
    what: 'sends zero as zero',
    given: { temperature: 0, seed: 0, top_p: 0 },
    want: { temperature: 0, seed: 0, top_p: 0 },
  },
  {
    what: 'sends the cap as max_tokens',
    given: { max_completion_tokens: 9 },
    want: { max_tokens: 9, max_completion_tokens: undefined },
  },
  {
    what: 'does not tell a model that never reasons not to',
    model: plain,
    given: { reasoning_effort: 'none' },
    want: unsent('reasoning_effort'),
  },
  {
    what: 'filters the tools where some are allowed',
    given: {
      tools: [add, { ...add, function: { name: 'mul' } }],
      tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'required', tools: [forced] } },
    },
    want: { tools, tool_choice: 'required' },
  },
  {
    what: 'sends nothing about tools without tools',
    given: { tools: [], tool_choice: 'auto', parallel_tool_calls: false },
    want: unsent('tools', 'tool_choice', 'parallel_tool_calls'),
  },
  {
    what: 'searches by web_search_options, and names what of a tool is lost',
    given: { tools: [search] },
    want: {
      tools: undefined,
      web_search_options: {
        search_context_size: 'low',
        user_location: { type: 'approximate', approximate: { city: 'Oslo' } },
      },
    },
    ignored: ['tools[0].allowed_domains', 'tools[0].blocked_domains'],
  },
  {
    what: 'can not force a search beside functions, and says so',
    given: { tools: [add, { type: 'web_search' }], tool_choice: { type: 'web_search' } },
    want: { tools, tool_choice: undefined },
    ignored: ['tool_choice'],
  },
  {
    what: 'can not force a search that is the only tool, and says so',
    given: { tools: [{ type: 'web_search' }], tool_choice: 'required' },
    want: unsent('tools', 'tool_choice'),
    ignored: ['tool_choice'],
  },
  {
    what: 'takes cache marks out, and says so',
    given: {
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'a', cache_control: { type: 'ephemeral' } }] },
      ],
    },
    want: { messages: [{ role: 'user', content: [{ type: 'text', text: 'a' }] }] },
    ignored: ['messages[].content[].cache_control'],
  },
  {
    what: 'names what of reasoning it can not send',
    given: { reasoning: { max_tokens: 100, summary: 'auto', mode: 'pro' } },
    ignored: ['reasoning.max_tokens', 'reasoning.summary', 'reasoning.mode'],
  },
  {
    what: 'misses neither the usual mode nor a summary that is not to be shown',
    given: { reasoning: { mode: 'standard', summary: 'auto', exclude: true } },
    ignored: [],
  },
];

test.each(rows)('$what', (row) => expectWire(openaiCompatible, row));
