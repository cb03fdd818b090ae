// Reasoning and effort over the whole catalogue: what each model gets on its wire, or which field is a 400.
import type { ChatCompletionRequest, ReasoningEffort } from '@parley/types';
import { describe, expect, test } from 'vitest';
import { knownModels } from '../../src/catalog/known-models.ts';
import { nativeName } from '../../src/catalog/model.ts';
import { knownProviders } from '../../src/providers/index.ts';
import { isObject, objectOf } from '../../src/providers/json.ts';
import { needsOf } from '../../src/routing/needs.ts';

type Ask = Partial<ChatCompletionRequest>;
type Level = Exclude<ReasoningEffort, null>;
const levels: Level[] = ['minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

const listings = Object.entries(knownProviders).flatMap(([provider, { adapter }]) =>
  knownModels(provider).map((model) => ({ provider, model, adapter })),
);
type Asked = (typeof listings)[number];

const requestOf = (ask: Ask): ChatCompletionRequest => ({
  model: 'any',
  messages: [{ role: 'user', content: 'Hi' }],
  ...ask,
});

/** The field that is refused, or null. */
const refused = ({ provider, model, adapter }: Asked, ask: Ask): string | null =>
  needsOf(requestOf(ask)).find((need) => !need.metBy({ provider, model }, adapter))?.param ?? null;

const written = ({ provider, model, adapter }: Asked, ask: Ask) => {
  const { body, ignored = [] } = adapter.request({ request: requestOf(ask), provider, model });
  return { body: objectOf(body), ignored };
};

/** What of the body is not there without the ask. */
function added(asked: Asked, ask: Ask): { [field: string]: unknown } {
  const plain = written(asked, {}).body;
  const entries = Object.entries(written(asked, ask).body);
  return Object.fromEntries(
    entries.filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(plain[field])),
  );
}

/** All members of these names, however deep. */
function membersOf(value: unknown, names: RegExp): unknown[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    names.test(name) && !isObject(inner) ? [inner] : membersOf(inner, names),
  );
}

const budgetsIn = (body: unknown): number[] =>
  membersOf(
    body,
    /^(budget_tokens|thinkingBudget|thinking_budget|token_budget|reasoning_budget|reasoning_effort|max_tokens)$/,
  )
    .filter((value) => typeof value === 'number')
    .filter((value) => value > 0);
const levelsIn = (body: unknown): string[] =>
  membersOf(body, /^(reasoning_effort|effort|thinkingLevel|maxReasoningEffort)$/)
    .filter((value) => typeof value === 'string')
    .map((value) => value.toLowerCase());

const name = ({ provider, model }: Asked) => `${provider}/${model.id}`;
const reasoners = listings.filter(({ model }) => model.reasoning !== null);
const budgeted = reasoners.filter(({ model }) => model.reasoning?.budget);

describe.each([...new Set(reasoners.map(({ provider }) => provider))])('%s', (provider) => {
  const models = listings.filter((listing) => listing.provider === provider);

  test('an effort is a 400 where the model has not got it, and else on the wire', () => {
    for (const asked of models) {
      for (const level of levels) {
        const ask: Ask = { reasoning_effort: level };
        const has = asked.model.reasoning?.efforts.includes(level) ?? false;
        expect([name(asked), level, refused(asked, ask)]).toEqual([
          name(asked),
          level,
          has ? null : 'reasoning_effort',
        ]);
        expect(refused(asked, { reasoning: { effort: level } })).toBe(has ? null : 'reasoning');
        if (!has) continue;
        const { body, ignored } = written(asked, ask);
        expect([name(asked), level, ignored]).toEqual([name(asked), level, []]);
        expect([name(asked), level, added(asked, ask)]).not.toEqual([name(asked), level, {}]);
        expect(written(asked, { reasoning: { effort: level } }).body).toEqual(body);
      }
    }
  });

  test('only levels that the model has are named to it, also where the caller named none', () => {
    for (const asked of models.filter(({ model }) => model.reasoning !== null)) {
      const efforts = asked.model.reasoning?.efforts ?? [];
      const asks = [
        ...efforts.map((reasoning_effort): Ask => ({ reasoning_effort })),
        { reasoning: { enabled: true } },
      ];
      for (const ask of asks) {
        expect([name(asked), ask, refused(asked, ask)]).toEqual([name(asked), ask, null]);
        const odd = levelsIn(added(asked, ask)).filter(
          (level) => !efforts.some((effort) => effort === level),
        );
        const isSwitch = !efforts.some((effort) => effort !== 'none');
        // Gemma knows two levels, which are its switch.
        expect([
          name(asked),
          ask,
          isSwitch ? odd.filter((level) => !/^(minimal|high)$/.test(level)) : odd,
        ]).toEqual([name(asked), ask, []]);
      }
    }
  });

  test('reasoning is turned off where that can be done, is a 400 where it can not, and nothing where there is none', () => {
    for (const asked of models) {
      const { reasoning } = asked.model;
      for (const ask of [{ reasoning_effort: 'none' }, { reasoning: { enabled: false } }] satisfies Ask[]) {
        const want = reasoning?.mandatory ? Object.keys(ask)[0] : null;
        expect([name(asked), refused(asked, ask)]).toEqual([name(asked), want]);
        if (want !== null) continue;
        expect([name(asked), written(asked, ask).ignored]).toEqual([name(asked), []]);
        if (reasoning === null) expect([name(asked), added(asked, ask)]).toEqual([name(asked), {}]);
        else
          expect(written(asked, ask).body).not.toEqual(written(asked, { reasoning: { enabled: true } }).body);
      }
    }
  });

  test('a budget is a 400 where the model has none or the cap has no room, and else within its bounds', () => {
    for (const asked of models) {
      const { reasoning } = asked.model;
      for (const max_tokens of [1, 2000, 9000, 500_000]) {
        const ask: Ask = { reasoning: { max_tokens }, reasoning_effort: 'max' };
        expect([name(asked), refused(asked, ask)]).toEqual([
          name(asked),
          reasoning?.budget ? null : 'reasoning.max_tokens',
        ]);
        if (!reasoning?.budget) continue;
        const least = reasoning.budget_min ?? 1;
        const cap = Math.max(max_tokens, least);
        const fits = cap <= (asked.model.output_tokens ?? cap);
        const want = fits ? 'reasoning.max_tokens' : 'max_tokens';
        expect([name(asked), refused(asked, { ...ask, max_tokens: cap })]).toEqual([name(asked), want]);
        expect([name(asked), written(asked, ask).ignored]).toEqual([name(asked), []]);
        const { max_tokens: _cap, ...wire } = added(asked, ask);
        const [budget = 0, ...more] = budgetsIn(wire);
        expect([name(asked), more, levelsIn(wire)]).toEqual([name(asked), [], []]);
        const most = Math.min(reasoning.budget_max ?? 500_000, asked.model.output_tokens ?? 500_000);
        if (max_tokens >= least && max_tokens < most)
          expect([name(asked), budget]).toEqual([name(asked), Math.min(max_tokens, 128_000)]);
        expect(budget).toBeGreaterThanOrEqual(least);
        expect(budget).toBeLessThanOrEqual(most);
      }
    }
  });
});

test('more effort is never a smaller budget, and a cap leaves room for the answer', () => {
  for (const asked of budgeted) {
    const efforts = levels.filter((level) => asked.model.reasoning?.efforts.includes(level));
    const budgetFor = (ask: Ask) => {
      const { max_tokens: _cap, ...wire } = added(asked, ask);
      return budgetsIn(wire)[0] ?? 0;
    };
    const spent = efforts.map((reasoning_effort) => budgetFor({ reasoning_effort }));
    expect([name(asked), spent]).toEqual([name(asked), [...spent].sort((a, b) => a - b)]);
    const capped = efforts.map((reasoning_effort) => budgetFor({ reasoning_effort, max_tokens: 5000 }));
    expect([name(asked), capped.filter((budget) => budget > 4750)]).toEqual([name(asked), []]);
  }
});

// What the laws above don't say: the very words of each wire, for one model of each kind.
const rows: [model: string, ask: Ask, want: object | string][] = [
  ['openai/gpt-5', { reasoning_effort: 'minimal' }, { reasoning_effort: 'minimal' }],
  ['openai/gpt-5', { reasoning_effort: 'none' }, 'reasoning_effort'],
  ['openai/gpt-5', { reasoning_effort: 'xhigh' }, 'reasoning_effort'],
  ['openai/gpt-5.1', { reasoning_effort: 'none' }, { reasoning_effort: 'none' }],
  ['openai/gpt-4o', { reasoning_effort: 'low' }, 'reasoning_effort'],
  ['openai/gpt-4o', { reasoning_effort: 'none' }, {}],
  ['openai/gpt-5', { reasoning: { max_tokens: 2000 } }, 'reasoning.max_tokens'],
  [
    'anthropic/claude-haiku-4-5',
    { reasoning_effort: 'minimal' },
    { thinking: { type: 'enabled', budget_tokens: 1024 } },
  ],
  [
    'anthropic/claude-haiku-4-5',
    { reasoning_effort: 'low' },
    { thinking: { type: 'enabled', budget_tokens: 1024 } },
  ],
  [
    'anthropic/claude-haiku-4-5',
    { reasoning_effort: 'medium' },
    { thinking: { type: 'enabled', budget_tokens: 2000 } },
  ],
  [
    'anthropic/claude-haiku-4-5',
    { reasoning_effort: 'high' },
    { thinking: { type: 'enabled', budget_tokens: 4000 } },
  ],
  [
    'anthropic/claude-haiku-4-5',
    { reasoning_effort: 'xhigh' },
    { thinking: { type: 'enabled', budget_tokens: 16_000 } },
  ],
  ['anthropic/claude-haiku-4-5', { reasoning_effort: 'max' }, 'reasoning_effort'],
  ['anthropic/claude-haiku-4-5', { effort: 'low' }, 'effort'],
  [
    'anthropic/claude-haiku-4-5',
    { reasoning_effort: 'high', max_tokens: 3000 },
    { max_tokens: 3000, thinking: { type: 'enabled', budget_tokens: 2400 } },
  ],
  ['anthropic/claude-opus-4-5', { effort: 'low' }, { output_config: { effort: 'low' } }],
  [
    'anthropic/claude-opus-4-8',
    { reasoning_effort: 'max' },
    { thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort: 'max' } },
  ],
  ['anthropic/claude-opus-4-8', { reasoning: { max_tokens: 2000 } }, 'reasoning.max_tokens'],
  ['anthropic/claude-fable-5', { reasoning_effort: 'none' }, 'reasoning_effort'],
  [
    'google/gemini-2.5-flash',
    { reasoning_effort: 'xhigh' },
    { generationConfig: { thinkingConfig: { includeThoughts: true, thinkingBudget: 24_576 } } },
  ],
  [
    'google/gemini-2.5-flash',
    { reasoning_effort: 'none' },
    { generationConfig: { thinkingConfig: { thinkingBudget: 0 } } },
  ],
  [
    'google/gemini-2.5-pro',
    { reasoning_effort: 'xhigh' },
    { generationConfig: { thinkingConfig: { includeThoughts: true, thinkingBudget: 32_768 } } },
  ],
  ['google/gemini-2.5-pro', { reasoning_effort: 'none' }, 'reasoning_effort'],
  [
    'google/gemini-3-flash-preview',
    { reasoning_effort: 'minimal' },
    { generationConfig: { thinkingConfig: { includeThoughts: true, thinkingLevel: 'MINIMAL' } } },
  ],
  ['google/gemini-3-flash-preview', { reasoning: { max_tokens: 2000 } }, 'reasoning.max_tokens'],
  ['alibaba/qwen-flash', { reasoning_effort: 'low' }, { enable_thinking: true, thinking_budget: 2048 }],
  ['cohere/command-a-reasoning-08-2025', { reasoning_effort: 'none' }, { thinking: { type: 'disabled' } }],
  [
    'deepseek/deepseek-v4-pro',
    { reasoning: { enabled: true } },
    { thinking: { type: 'enabled' }, reasoning_effort: 'high' },
  ],
  ['groq/qwen3-32b', { reasoning: { enabled: true } }, {}],
  ['togetherai/glm-5', { reasoning: { enabled: true } }, { reasoning: { enabled: true } }],
  ['openrouter/kimi-k2-thinking', { reasoning: { enabled: true } }, { reasoning: { enabled: true } }],
  [
    'nvidia/nemotron-3-nano-omni-30b-a3b-reasoning',
    { reasoning: { max_tokens: 2000 } },
    { reasoning_budget: 2000, chat_template_kwargs: { enable_thinking: true } },
  ],
  [
    'bedrock/nova-2-lite',
    { reasoning_effort: 'low' },
    { additionalModelRequestFields: { reasoningConfig: { type: 'enabled', maxReasoningEffort: 'low' } } },
  ],
  ['bedrock/nova-lite', { reasoning_effort: 'none' }, {}],
  ['zai/glm-4.6', { reasoning_effort: 'none' }, { thinking: { type: 'disabled' } }],
];
test.each(rows)('%s, asked for %j, gets %j', (id, ask, want) => {
  const asked = listings.find((listing) => name(listing) === id);
  if (asked === undefined) throw new Error(`${id} is not served hereue.`);
  expect(refused(asked, ask) ?? added(asked, ask), nativeName(asked.model)).toEqual(want);
});
