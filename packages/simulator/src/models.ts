import type { Effort } from './answer/question.ts';

export type Ability =
  | 'tools'
  | 'parallel_tools'
  | 'vision'
  | 'audio_input'
  | 'file_input'
  | 'json_object'
  | 'json_schema'
  | 'reasoning'
  | 'web_search'
  | 'image_output';

export type SimulatorModel = {
  id: string;
  /** Decimal strings: USD per million tokens, `request` in USD per request. */
  prices: {
    input: string;
    cachedInput: string;
    /** Of what is written to a cache for five minutes, and for an hour. */
    cacheWrite: string;
    cacheWriteHour: string;
    output: string;
    request: string;
  };
  free: boolean;
  contextWindowTokens: number;
  outputLimitTokens: number;
  abilities: readonly Ability[];
  /** How hard it thinks when the request doesn't say. */
  defaultEffort: Effort;
  tokensPerSecond: number;
};

// No two prices are equal or round multiples of each other, so a sum made with the wrong one shows.
export const models: readonly SimulatorModel[] = [
  {
    id: 'sim-large',
    prices: {
      input: '2.53',
      cachedInput: '0.61',
      cacheWrite: '3.19',
      cacheWriteHour: '5.03',
      output: '10.09',
      request: '0',
    },
    free: false,
    contextWindowTokens: 128_000,
    outputLimitTokens: 16_384,
    abilities: [
      'tools',
      'parallel_tools',
      'vision',
      'audio_input',
      'file_input',
      'json_object',
      'json_schema',
      'reasoning',
    ],
    defaultEffort: 'none',
    tokensPerSecond: 60,
  },
  {
    id: 'sim-small',
    prices: {
      input: '0.17',
      cachedInput: '0.041',
      cacheWrite: '0.223',
      cacheWriteHour: '0.347',
      output: '0.71',
      request: '0',
    },
    free: false,
    contextWindowTokens: 64_000,
    outputLimitTokens: 8192,
    abilities: ['tools', 'json_object', 'json_schema'],
    defaultEffort: 'none',
    tokensPerSecond: 120,
  },
  {
    id: 'sim-fast',
    prices: {
      input: '0.083',
      cachedInput: '0.023',
      cacheWrite: '0.109',
      cacheWriteHour: '0.163',
      output: '0.331',
      request: '0',
    },
    free: false,
    contextWindowTokens: 32_000,
    outputLimitTokens: 4096,
    abilities: ['json_object'],
    defaultEffort: 'none',
    tokensPerSecond: 400,
  },
  {
    id: 'sim-reasoner',
    prices: {
      input: '1.13',
      cachedInput: '0.29',
      cacheWrite: '1.43',
      cacheWriteHour: '2.29',
      output: '4.57',
      request: '0',
    },
    free: false,
    contextWindowTokens: 200_000,
    outputLimitTokens: 65_536,
    abilities: ['tools', 'parallel_tools', 'json_object', 'json_schema', 'reasoning'],
    defaultEffort: 'medium',
    tokensPerSecond: 80,
  },
  {
    id: 'sim-search',
    prices: {
      input: '3.07',
      cachedInput: '0.79',
      cacheWrite: '3.89',
      cacheWriteHour: '6.11',
      output: '12.11',
      request: '0.0257',
    },
    free: false,
    contextWindowTokens: 100_000,
    outputLimitTokens: 12_000,
    abilities: ['json_object', 'web_search'],
    defaultEffort: 'none',
    tokensPerSecond: 50,
  },
  {
    id: 'sim-image',
    prices: {
      input: '0.37',
      cachedInput: '0.089',
      cacheWrite: '0.467',
      cacheWriteHour: '0.733',
      output: '31.3',
      request: '0',
    },
    free: false,
    contextWindowTokens: 48_000,
    outputLimitTokens: 6000,
    abilities: ['vision', 'image_output'],
    defaultEffort: 'none',
    tokensPerSecond: 100,
  },
  {
    id: 'sim-free',
    prices: { input: '0', cachedInput: '0', cacheWrite: '0', cacheWriteHour: '0', output: '0', request: '0' },
    free: true,
    contextWindowTokens: 8192,
    outputLimitTokens: 2048,
    abilities: ['tools', 'json_object'],
    defaultEffort: 'none',
    tokensPerSecond: 30,
  },
];
