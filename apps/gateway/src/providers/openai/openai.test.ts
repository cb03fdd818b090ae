import { test } from 'vitest';
import { reasoningModel } from '../../../test/support/told-by-adapter.ts';
import { expectWire, plain, samplers, unsent, type WireRow } from '../../../test/support/wire-rows.ts';
import { uncataloguedModel } from '../../catalog/model.ts';
import { openai } from './index.ts';

const rows: WireRow[] = [
  {
    what: 'sends no samplers to a model that reasons',
    model: reasoningModel('gpt-5'),
    given: { ...samplers, stop: 'x', logit_bias: { 1: 1 }, logprobs: true, seed: 1, verbosity: 'low' },
    want: {
      ...unsent(...Object.keys(samplers), 'stop', 'logit_bias', 'logprobs'),
      seed: 1,
      verbosity: 'low',
    },
    ignored: [...Object.keys(samplers), 'stop', 'logit_bias', 'logprobs'],
  },
  {
    what: 'sends the temperature when reasoning is off',
    model: reasoningModel('gpt-5.2'),
    given: { reasoning_effort: 'none', temperature: 0, logprobs: true },
    want: { reasoning_effort: 'none', temperature: 0, logprobs: true },
    ignored: [],
  },
  {
    what: 'knows a reasoning model by its name where the catalogue has none',
    model: uncataloguedModel('o9-mini'),
    given: { temperature: 1, parallel_tool_calls: false },
    want: unsent('temperature'),
    ignored: ['temperature', 'parallel_tool_calls'],
  },
  {
    what: 'speaks to a reasoning model as its developer',
    model: reasoningModel('o3'),
    given: {
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
      ],
    },
    want: {
      messages: [
        { role: 'developer', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
      ],
    },
  },
  {
    what: 'leaves the system alone elsewhere',
    model: plain,
    given: { messages: [{ role: 'system', content: 'Be brief.' }] },
    want: { messages: [{ role: 'system', content: 'Be brief.' }] },
  },
  {
    what: 'sends verbosity only where there is any',
    model: { ...plain, id: 'gpt-4o' },
    given: { verbosity: 'low', temperature: 0 },
    want: { verbosity: undefined, temperature: 0 },
    ignored: ['verbosity'],
  },
  {
    what: 'carries prediction, sound and storage',
    given: {
      prediction: { type: 'content', content: 'a' },
      modalities: ['text', 'audio'],
      audio: { voice: 'alloy', format: 'mp3' },
      store: true,
    },
    want: {
      prediction: { type: 'content', content: 'a' },
      modalities: ['text', 'audio'],
      audio: { voice: 'alloy', format: 'mp3' },
      store: true,
    },
  },
];

test.each(rows)('$what', (row) => expectWire(openai, row));
