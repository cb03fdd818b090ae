import { at, listAt, textAt } from '../at.ts';
import type { Check } from '../check.ts';
import { answered, streamed } from '../expect/answered.ts';
import { assemble, choicesOf } from '../expect/assemble.ts';
import { equal, holds } from '../expect/equal.ts';
import { refused } from '../expect/refused.ts';
import { show } from '../expect/show.ts';
import { askReasoner, details, question, reasoningTokens } from './ask-reasoner.ts';
import { oneCall, tools } from './conversations.ts';

const area = 'reasoning';

const hides = (id: string, field: object): Check => ({
  id,
  area,
  title: `${JSON.stringify(field)} leaves the reasoning out of the answer, and counts it all the same.`,
  severity: 'must',
  contract: 'parley',
  source: `ChatCompletionRequest.${Object.keys(field)[0]}`,
  needs: ['simulator', 'reasoning'],
  async run(context) {
    const answer = await askReasoner(context, field);
    const [choice] = choicesOf(answer);
    return (
      answered(answer) ??
      equal({ reasoning: choice?.reasoning }, ['reasoning'], '') ??
      holds(reasoningTokens(answer) > 0, 'reasoning_tokens above 0', show(at(answer.json, ...details)))
    );
  },
});

/** The reasoning as a text, and what else Parley says of it. */
export const shownReasoning: Check[] = [
  {
    id: 'R-20',
    area,
    title: 'The reasoning is in message.reasoning, apart from the content.',
    severity: 'must',
    contract: 'parley',
    source: 'ChatAnswer.reasoning',
    needs: ['simulator', 'reasoning'],
    async run(context) {
      const answer = await askReasoner(context, { reasoning_effort: 'low' });
      const message = at(answer.json, 'choices', 0, 'message');
      return (
        answered(answer) ??
        holds(textAt(message, 'reasoning') !== '', 'a text in message.reasoning', show(message)) ??
        equal(message, ['content'], '17 * 3 = 51.')
      );
    },
  },
  {
    id: 'R-21',
    area,
    title: 'In a stream the reasoning comes in delta.reasoning, before the content.',
    severity: 'must',
    contract: 'parley',
    source: 'ChunkDelta.reasoning',
    needs: ['simulator', 'reasoning'],
    async run({ stream, modelFor, say }) {
      const answer = await stream({
        model: modelFor('reasoning'),
        messages: say(question),
        reasoning_effort: 'low',
      });
      const deltas = answer.events.map(({ data }) => at(data, 'choices', 0, 'delta'));
      const lastThought = deltas.findLastIndex((delta) => textAt(delta, 'reasoning') !== '');
      const firstWord = deltas.findIndex((delta) => textAt(delta, 'content') !== '');
      return (
        streamed(answer) ??
        holds(lastThought >= 0, 'deltas with reasoning', 'none') ??
        holds(
          firstWord > lastThought,
          'content after the reasoning',
          `content at ${firstWord}, reasoning until ${lastThought}`,
        )
      );
    },
  },
  {
    id: 'R-22',
    area,
    title: 'reasoning.effort is the same as reasoning_effort.',
    severity: 'must',
    contract: 'parley',
    source: 'Reasoning.effort',
    needs: ['simulator', 'reasoning'],
    async run(context) {
      const one = await askReasoner(context, { reasoning_effort: 'low' });
      const other = await askReasoner(context, { reasoning: { effort: 'low' } });
      const both = await askReasoner(context, { reasoning_effort: 'low', reasoning: { effort: 'low' } });
      return (
        answered(one) ??
        answered(other) ??
        equal(other.json, details, reasoningTokens(one)) ??
        answered(both) ??
        equal(both.json, details, reasoningTokens(one))
      );
    },
  },
  {
    id: 'R-23',
    area,
    title: 'usage.reasoning_tokens says what completion_tokens_details says.',
    severity: 'must',
    contract: 'parley',
    source: 'U4',
    needs: ['simulator', 'reasoning'],
    async run(context) {
      const answer = await askReasoner(context, { reasoning_effort: 'low' });
      return answered(answer) ?? equal(answer.json, ['usage', 'reasoning_tokens'], reasoningTokens(answer));
    },
  },
  hides('R-24', { include_reasoning: false }),
  hides('R-25', { reasoning: { exclude: true } }),
  {
    id: 'R-26',
    area,
    title: 'The answer of a model that thinks and calls a tool can be sent back whole, thoughts and all.',
    severity: 'must',
    contract: 'openai',
    source: 'LiteLLM #15601, #9020',
    needs: ['simulator', 'reasoning'],
    async run({ chat, modelFor, say }) {
      const body = { model: modelFor('reasoning'), tools, reasoning_effort: 'low' };
      const asked = await chat({ ...body, messages: say(oneCall) });
      const message = at(asked.json, 'choices', 0, 'message');
      const [call] = listAt(message, 'tool_calls');
      const result = { role: 'tool', tool_call_id: textAt(call, 'id'), content: 'Sunny, says the tool' };
      const wrong = answered(asked) ?? holds(call !== undefined, 'a call of a tool', show(message));
      if (wrong !== null) return wrong;
      const answer = await chat({ ...body, messages: [...say(oneCall), message, result] });
      const content = choicesOf(answer)[0]?.content ?? '';
      return answered(answer) ?? holds(content.includes('Sunny'), 'an answer with "Sunny"', show(content));
    },
  },
  {
    id: 'R-27',
    area,
    title: 'A reasoning.max_tokens that the model cannot keep is refused, or said to be ignored.',
    severity: 'must',
    contract: 'parley',
    source: 'Reasoning.max_tokens',
    needs: ['simulator', 'reasoning'],
    async run(context) {
      const answer = await askReasoner(context, { reasoning: { max_tokens: 32 } });
      if (answer.status === 200) {
        const ignored = listAt(answer.json, 'metadata', 'ignored_parameters');
        const count = reasoningTokens(answer);
        return holds(
          count <= 32 || ignored.some((name) => String(name).startsWith('reasoning')),
          'at most 32 reasoning tokens, or reasoning.max_tokens among ignored_parameters',
          `${count} reasoning tokens, ignored ${show(ignored)}`,
        );
      }
      return refused(context.contract, answer, { status: 400, param: 'reasoning.max_tokens' });
    },
  },
  {
    id: 'R-28',
    area,
    title: 'A stream of a model that thinks has its reasoning in no other field than delta.reasoning.',
    severity: 'must',
    contract: 'parley',
    source: 'ChunkDelta',
    needs: ['simulator', 'reasoning'],
    async run({ stream, modelFor, say }) {
      const answer = await stream({ model: modelFor('reasoning'), messages: say(question) });
      const others = answer.events.filter(({ data }) => listAt(data, 'choices').some(hasOtherReasoning));
      const [choice] = assemble(answer);
      return (
        streamed(answer) ??
        holds(others.length === 0, 'no reasoning_content', `${others.length} events with it`) ??
        holds(choice?.reasoning !== '', 'reasoning', 'none')
      );
    },
  },
];

const hasOtherReasoning = (choice: unknown): boolean =>
  at(choice, 'delta', 'reasoning_content') !== undefined;
