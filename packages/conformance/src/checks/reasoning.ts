import { at } from '../at.ts';
import type { Check } from '../check.ts';
import { answered, streamed } from '../expect/answered.ts';
import { streamUsage } from '../expect/assemble.ts';
import { equal, holds } from '../expect/equal.ts';
import { refused } from '../expect/refused.ts';
import { show } from '../expect/show.ts';
import { askReasoner, details, question, reasoningTokens } from './ask-reasoner.ts';
import { shownReasoning } from './shown-reasoning.ts';

const area = 'reasoning';
const efforts = ['minimal', 'low', 'medium', 'high'];

// xhigh came to OpenAI's document later than the others; not every server of it knows it.
const takesEffort = (effort: string, index: number): Check => ({
  id: `R-${10 + index}`,
  area,
  title: `reasoning_effort ${effort} is taken, and its tokens are counted.`,
  severity: effort === 'xhigh' ? 'should' : 'must',
  contract: 'openai',
  source: 'ReasoningEffort',
  needs: ['simulator', 'reasoning'],
  async run(context) {
    const answer = await askReasoner(context, { reasoning_effort: effort });
    const count = reasoningTokens(answer);
    return (
      answered(answer) ?? holds(count > 0, 'reasoning_tokens above 0', show(at(answer.json, ...details)))
    );
  },
});

export const reasoning: Check[] = [
  {
    id: 'R-01',
    area,
    title: 'A higher effort thinks longer: reasoning_effort reaches the model.',
    severity: 'must',
    contract: 'openai',
    source: 'ChatCompletionRequest.reasoning_effort',
    needs: ['simulator', 'reasoning'],
    async run(context) {
      const low = await askReasoner(context, { reasoning_effort: 'low' });
      const high = await askReasoner(context, { reasoning_effort: 'high' });
      const [less, more] = [reasoningTokens(low), reasoningTokens(high)];
      return (
        answered(low) ??
        answered(high) ??
        holds(less < more, 'more reasoning tokens with high than with low', `${more} and ${less}`)
      );
    },
  },
  {
    id: 'R-02',
    area,
    title: 'reasoning_effort none turns reasoning off.',
    severity: 'must',
    contract: 'openai',
    source: 'ReasoningEffort',
    needs: ['simulator', 'reasoning'],
    async run(context) {
      const answer = await askReasoner(context, { reasoning_effort: 'none' });
      return answered(answer) ?? equal(answer.json, details, 0, undefined);
    },
  },
  {
    id: 'R-03',
    area,
    title: 'Reasoning tokens are inside completion_tokens, and the total counts them once.',
    severity: 'must',
    contract: 'openai',
    source: 'U1, U3; Kong #14816',
    needs: ['simulator', 'reasoning'],
    async run(context) {
      const answer = await askReasoner(context, { reasoning_effort: 'low' });
      const count = (name: string) => Number(at(answer.json, 'usage', name));
      const [prompt, completion] = [count('prompt_tokens'), count('completion_tokens')];
      return (
        answered(answer) ??
        holds(
          completion > reasoningTokens(answer),
          'completion_tokens above the reasoning tokens alone',
          `${completion} and ${reasoningTokens(answer)}`,
        ) ??
        equal(answer.json, ['usage', 'total_tokens'], prompt + completion)
      );
    },
  },
  {
    id: 'R-04',
    area,
    title: 'max_completion_tokens caps reasoning, too: the answer says finish_reason length.',
    severity: 'must',
    contract: 'openai',
    source: 'ChatCompletionRequest.max_completion_tokens',
    needs: ['simulator', 'reasoning'],
    async run(context) {
      const answer = await askReasoner(context, { reasoning_effort: 'high', max_completion_tokens: 20 });
      return answered(answer) ?? equal(answer.json, ['choices', 0, 'finish_reason'], 'length');
    },
  },
  {
    id: 'R-05',
    area,
    title: 'A stream counts its reasoning tokens.',
    severity: 'must',
    contract: 'openai',
    source: 'CompletionTokensDetails.reasoning_tokens',
    needs: ['simulator', 'reasoning'],
    async run({ stream, modelFor, say }) {
      const answer = await stream({
        model: modelFor('reasoning'),
        messages: say(question),
        reasoning_effort: 'low',
        stream_options: { include_usage: true },
      });
      const count = at(streamUsage(answer), 'completion_tokens_details', 'reasoning_tokens');
      return (
        streamed(answer) ??
        holds(typeof count === 'number' && count > 0, 'reasoning_tokens above 0', show(count))
      );
    },
  },
  {
    id: 'R-06',
    area,
    title: 'A model that does not reason refuses an effort.',
    severity: 'must',
    contract: 'openai',
    source: 'ChatCompletionRequest.reasoning_effort',
    needs: ['simulator'],
    async run({ chat, say, simulated, contract }) {
      const model = simulated('sim-small');
      const answer = await chat({ model, messages: say(question), reasoning_effort: 'high' });
      const named = { code: 'unsupported_by_model', param: 'reasoning_effort' };
      return refused(contract, answer, { status: [400, 404], ...named });
    },
  },
  ...[...efforts, 'xhigh'].map(takesEffort),
  ...shownReasoning,
];
