import { expect, test } from 'vitest';
import { add, expectWire, hybrid, search, tools, type WireRow } from '../../../test/support/wire-rows.ts';
import { zai } from './index.ts';

const rows: WireRow[] = [
  {
    what: 'turns thinking on and off',
    model: hybrid,
    given: { reasoning_effort: 'none' },
    want: { thinking: { type: 'disabled' } },
  },
  {
    what: 'grades thinking where it can',
    model: hybrid,
    given: { reasoning_effort: 'high' },
    want: { thinking: { type: 'enabled' }, reasoning_effort: 'high' },
  },
  {
    what: 'searches by a tool among the functions',
    given: { tools: [...tools, search], user: 'u' },
    want: {
      tools: [
        add,
        {
          type: 'web_search',
          web_search: expect.objectContaining({ enable: true, search_engine: 'search-prime' }),
        },
      ],
      user_id: 'u',
      user: undefined,
    },
    ignored: ['tools[1].user_location', 'tools[1].allowed_domains', 'tools[1].blocked_domains'],
  },
  {
    what: 'names what of the options of a search is lost by their own name',
    given: { web_search_options: { user_location: { type: 'approximate', approximate: { city: 'Oslo' } } } },
    ignored: ['web_search_options.user_location'],
  },
];

test.each(rows)('$what', (row) => expectWire(zai, row));
