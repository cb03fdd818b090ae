import { expect, test } from 'vitest';
import {
  expectWire,
  forced,
  hybrid,
  json_schema,
  schema,
  tools,
  type WireRow,
} from '../../../test/support/wire-rows.ts';
import { deepseek } from './index.ts';

const rows: WireRow[] = [
  {
    what: 'turns thinking off',
    model: hybrid,
    given: { reasoning_effort: 'none', temperature: 0, tools, tool_choice: 'required' },
    want: {
      thinking: { type: 'disabled' },
      reasoning_effort: undefined,
      temperature: 0,
      tool_choice: 'required',
    },
    ignored: [],
  },
  {
    what: 'neither samples nor forces tools while it thinks',
    model: hybrid,
    given: { reasoning: { effort: 'high' }, temperature: 0, tools, tool_choice: forced },
    want: {
      thinking: { type: 'enabled' },
      reasoning_effort: 'high',
      temperature: undefined,
      tool_choice: 'auto',
    },
    ignored: ['temperature', 'tool_choice'],
  },
  {
    what: 'asks for a schema in words',
    given: { response_format: json_schema, messages: [{ role: 'system', content: 'Be brief.' }] },
    want: {
      response_format: { type: 'json_object' },
      messages: [{ role: 'system', content: expect.stringContaining(JSON.stringify(schema)) }],
    },
  },
  {
    what: 'has JSON without a schema',
    given: { response_format: { type: 'json_object' } },
    want: { response_format: { type: 'json_object' }, messages: [{ role: 'user', content: 'Hello' }] },
  },
];

test.each(rows)('$what', (row) => expectWire(deepseek, row));
