import type { Check } from '../check.ts';
import { streamed } from '../expect/answered.ts';
import { keepsGrammar } from '../expect/keeps-grammar.ts';
import { areSound, callsThese, streamedCallsOf } from '../expect/tool-calls.ts';
import { parallelCalls, tools } from './conversations.ts';

const mended = (id: string, fault: string, what: string): Check => ({
  id,
  area: 'tools',
  title: `A provider that ${what} in a stream is put right: each call has its own number and its own arguments.`,
  severity: 'must',
  contract: 'parley',
  source: 'S5, LiteLLM #33678',
  needs: ['simulator'],
  async run({ stream, simulated, say, contract }) {
    const body = { model: simulated(fault), messages: say(parallelCalls), tools };
    const answer = await stream(body);
    const calls = streamedCallsOf(answer);
    return (
      streamed(answer) ??
      keepsGrammar(contract, answer, body) ??
      callsThese(calls, 'get_weather', 'get_time') ??
      areSound(calls)
    );
  },
});

/** What a provider does wrong in the numbers of its calls, and a gateway can put right. */
export const mendedCalls: Check[] = [
  mended('T-19', 'fault-tool-index-zero', 'gives all calls the number 0'),
  mended('T-20', 'fault-tool-index-missing', 'gives its calls no number'),
];
