import { expect, test } from 'vitest';
import {
  expectWire,
  json_schema,
  schema,
  search,
  tools,
  unsent,
  type WireRow,
} from '../../../test/support/wire-rows.ts';
import { perplexity } from './index.ts';

const rows: WireRow[] = [
  {
    what: 'has schemas without a name',
    given: { response_format: json_schema },
    want: {
      response_format: { type: 'json_schema', json_schema: { schema } },
      messages: [{ role: 'user', content: 'Hello' }],
    },
  },
  ...[{ type: 'json_object' as const }, { type: 'json_schema' as const, json_schema: { name: 'thing' } }].map(
    (response_format): WireRow => ({
      what: `asks for other JSON in words: ${response_format.type}`,
      given: { response_format },
      want: {
        response_format: undefined,
        messages: [
          { role: 'system', content: expect.stringContaining('JSON') },
          { role: 'user', content: 'Hello' },
        ],
      },
    }),
  ),
  {
    what: 'searches anyway, and narrows by domain and place',
    given: { tools: [search] },
    want: {
      tools: undefined,
      web_search_options: { search_context_size: 'low', user_location: { city: 'Oslo' } },
      search_domain_filter: ['a.test', '-b.test'],
    },
    ignored: [],
  },
  {
    what: 'has no functions',
    given: { tools, web_search: true },
    want: unsent('tools', 'web_search', 'web_search_options'),
    ignored: ['tools'],
  },
];

test.each(rows)('$what', (row) => expectWire(perplexity, row));
