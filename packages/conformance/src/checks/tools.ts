import { at, listAt, textAt } from '../at.ts';
import type { Check } from '../check.ts';
import { answered, streamed } from '../expect/answered.ts';
import { assemble } from '../expect/assemble.ts';
import { equal, holds } from '../expect/equal.ts';
import { fitsContract } from '../expect/fits-contract.ts';
import { refused } from '../expect/refused.ts';
import { show } from '../expect/show.ts';
import { areSound, callsOf, callsThese, streamedCallsOf } from '../expect/tool-calls.ts';
import { parseJson } from '../http/parse-json.ts';
import { oneCall, parallelCalls, timeTool, tools as tooling, weatherTool } from './conversations.ts';
import { mendedCalls } from './mended-calls.ts';
import { toolChoices } from './tool-choices.ts';
import { toolTurns } from './tool-turns.ts';

const area = 'tools';
const bothNames = ['get_weather', 'get_time'];

export const tools: Check[] = [
  {
    id: 'T-01',
    area,
    title:
      'A model that calls a tool says so: finish_reason tool_calls, and a call with an id, a name and arguments.',
    severity: 'must',
    contract: 'openai',
    source: 'ToolCall',
    needs: ['simulator'],
    async run({ chat, say, contract }) {
      const answer = await chat({ messages: say(oneCall), tools: tooling });
      const calls = callsOf(answer);
      return (
        answered(answer) ??
        equal(answer.json, ['choices', 0, 'finish_reason'], 'tool_calls') ??
        callsThese(calls, 'get_weather') ??
        areSound(calls) ??
        fitsContract(contract, 'createChatCompletion', answer)
      );
    },
  },
  {
    id: 'T-02',
    area,
    title: 'Parallel calls of a whole answer each have their own id, name and arguments.',
    severity: 'must',
    contract: 'openai',
    source: 'ChatMessage.tool_calls',
    needs: ['simulator'],
    async run({ chat, say }) {
      const answer = await chat({ messages: say(parallelCalls), tools: tooling });
      const calls = callsOf(answer);
      return answered(answer) ?? callsThese(calls, ...bothNames) ?? areSound(calls);
    },
  },
  {
    id: 'T-03',
    area,
    title:
      'Parallel calls of a stream are numbered 0 and 1, and the pieces of each are JSON when put together.',
    severity: 'must',
    contract: 'openai',
    source: 'LiteLLM #33678, Portkey #1275, TensorZero #1266',
    needs: ['simulator'],
    async run({ stream, say }) {
      const answer = await stream({ messages: say(parallelCalls), tools: tooling });
      const pieces = answer.events.flatMap(({ data }) => listAt(data, 'choices', 0, 'delta', 'tool_calls'));
      const numbers = [...new Set(pieces.map((piece) => at(piece, 'index')))];
      const calls = streamedCallsOf(answer);
      return (
        streamed(answer) ??
        equal({ indexes: numbers }, ['indexes'], [0, 1]) ??
        callsThese(calls, ...bothNames) ??
        areSound(calls)
      );
    },
  },
  {
    id: 'T-04',
    area,
    title: 'The first piece of a call in a stream says its id, its type and its name.',
    severity: 'must',
    contract: 'openai',
    source: 'S4',
    needs: ['simulator'],
    async run({ stream, say }) {
      const answer = await stream({ messages: say(oneCall), tools: tooling });
      const pieces = answer.events.flatMap(({ data }) => listAt(data, 'choices', 0, 'delta', 'tool_calls'));
      const [first] = pieces;
      return (
        streamed(answer) ??
        holds(textAt(first, 'id') !== '', 'a first piece with an id', show(first)) ??
        equal(first, ['type'], 'function') ??
        equal(first, ['function', 'name'], 'get_weather')
      );
    },
  },
  {
    id: 'T-05',
    area,
    title: 'A stream that calls a tool ends with finish_reason tool_calls.',
    severity: 'must',
    contract: 'openai',
    source: 'ChunkChoice.finish_reason',
    needs: ['simulator'],
    async run({ stream, say }) {
      const answer = await stream({ messages: say(oneCall), tools: tooling });
      return streamed(answer) ?? equal({ finish: assemble(answer)[0]?.finish }, ['finish'], 'tool_calls');
    },
  },
  {
    id: 'T-06',
    area,
    title: 'A message that only calls tools has null or nothing for content, not made-up text.',
    severity: 'should',
    contract: 'openai',
    source: 'ChatMessage.content',
    needs: ['simulator'],
    async run({ chat, say }) {
      const answer = await chat({ messages: say(oneCall), tools: tooling });
      return answered(answer) ?? equal(answer.json, ['choices', 0, 'message', 'content'], null, '');
    },
  },
  {
    id: 'T-07',
    area,
    title: 'A call that max_tokens cut short says finish_reason length.',
    severity: 'must',
    contract: 'openai',
    source: 'ChatChoice.finish_reason',
    needs: ['simulator'],
    async run({ chat, say }) {
      const answer = await chat({ messages: say(oneCall), tools: tooling, max_tokens: 6 });
      return answered(answer) ?? equal(answer.json, ['choices', 0, 'finish_reason'], 'length');
    },
  },
  {
    id: 'T-08',
    area,
    title: 'A model that cannot call tools refuses them, and is not asked without them.',
    severity: 'must',
    contract: 'openai',
    source: 'ChatCompletionRequest.tools',
    needs: ['simulator'],
    async run({ chat, say, simulated, contract }) {
      const answer = await chat({ model: simulated('sim-fast'), messages: say(oneCall), tools: tooling });
      return refused(contract, answer, { status: [400, 404], code: 'unsupported_by_model', param: 'tools' });
    },
  },
  {
    id: 'T-09',
    area,
    title: 'tool_choice required without tools is refused.',
    severity: 'must',
    contract: 'parley',
    source: 'R4',
    async run({ chat, say, contract }) {
      const answer = await chat({ messages: say(oneCall), tool_choice: 'required' });
      return refused(contract, answer, { status: 400, param: 'tool_choice' });
    },
  },
  ...toolChoices,
  {
    id: 'T-15',
    area,
    title: 'Tools with strict: true are taken.',
    severity: 'must',
    contract: 'openai',
    source: 'vercel/ai #7680',
    needs: ['simulator'],
    async run({ chat, say }) {
      const strict = tooling.map((tool) => ({ ...tool, function: { ...tool.function, strict: true } }));
      const answer = await chat({ messages: say(oneCall), tools: strict });
      return answered(answer) ?? callsThese(callsOf(answer), 'get_weather');
    },
  },
  {
    id: 'T-16',
    area,
    title: 'Thirty tools are taken, and the one of use is called.',
    severity: 'must',
    contract: 'openai',
    source: 'ChatCompletionRequest.tools',
    needs: ['simulator'],
    async run({ chat, say }) {
      const others = Array.from({ length: 29 }, (_, index) => ({
        type: 'function',
        function: { name: `${'x'.repeat(58)}_${index}`, parameters: { type: 'object', properties: {} } },
      }));
      const answer = await chat({ messages: say(oneCall), tools: [...others, weatherTool] });
      return answered(answer) ?? callsThese(callsOf(answer), 'get_weather');
    },
  },
  {
    id: 'T-17',
    area,
    title: 'A tool without parameters is called with an object for arguments, as JSON.',
    severity: 'must',
    contract: 'openai',
    source: 'ToolCall.function.arguments',
    needs: ['simulator'],
    async run({ chat, say }) {
      const bare = { type: 'function', function: { name: 'get_weather', description: 'The weather' } };
      const answer = await chat({ messages: say(oneCall), tools: [bare], tool_choice: 'required' });
      const text = callsOf(answer)[0]?.arguments ?? '';
      const given = parseJson(text);
      return (
        answered(answer) ??
        holds(typeof given === 'object' && given !== null, 'arguments that are a JSON object', show(text))
      );
    },
  },
  {
    id: 'T-18',
    area,
    title: 'Of a single tool several calls may be made at once, with an id for each.',
    severity: 'must',
    contract: 'openai',
    source: 'ChatCompletionRequest.parallel_tool_calls',
    needs: ['simulator'],
    async run({ stream, say }) {
      const answer = await stream({ messages: say(parallelCalls), tools: [timeTool] });
      const calls = streamedCallsOf(answer);
      return streamed(answer) ?? callsThese(calls, 'get_time', 'get_time') ?? areSound(calls);
    },
  },
  ...toolTurns,
  ...mendedCalls,
];
