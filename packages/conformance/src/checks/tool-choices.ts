import type { Check } from '../check.ts';
import { answered } from '../expect/answered.ts';
import { callsOf, callsThese } from '../expect/tool-calls.ts';
import { oneCall, parallelCalls, tools } from './conversations.ts';

type Choice = { id: string; title: string; field: object; text: string; names: string[] };

const choices: Choice[] = [
  {
    id: 'T-10',
    title: 'With tool_choice none no tool is called.',
    field: { tool_choice: 'none' },
    text: oneCall,
    names: [],
  },
  {
    id: 'T-11',
    title: 'With tool_choice required a tool is called, even where none is of use.',
    field: { tool_choice: 'required' },
    text: 'Hello! No tools, please.',
    names: ['get_weather'],
  },
  {
    id: 'T-12',
    title: 'A tool_choice that names a function is a call of that function.',
    field: { tool_choice: { type: 'function', function: { name: 'get_time' } } },
    text: oneCall,
    names: ['get_time'],
  },
  {
    id: 'T-13',
    title: 'With tool_choice auto the model may also answer in words.',
    field: { tool_choice: 'auto' },
    text: 'Hello! No tools, please.',
    names: [],
  },
  {
    id: 'T-14',
    title: 'With parallel_tool_calls: false there is one call, whatever the message asks for.',
    field: { parallel_tool_calls: false },
    text: parallelCalls,
    names: ['get_weather'],
  },
];

const keepsChoice = ({ id, title, field, text, names }: Choice): Check => ({
  id,
  area: 'tools',
  title,
  severity: 'must',
  contract: 'openai',
  source: `ChatCompletionRequest.${Object.keys(field)[0]}`,
  needs: ['simulator'],
  async run({ chat, say }) {
    const answer = await chat({ messages: say(text), tools, ...field });
    return answered(answer) ?? callsThese(callsOf(answer), ...names);
  },
});

/** What tool_choice and parallel_tool_calls are good for. */
export const toolChoices: Check[] = choices.map(keepsChoice);
