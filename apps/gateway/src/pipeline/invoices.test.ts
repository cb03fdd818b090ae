// Invoices done by hand: what a provider said was used, the prices, and each part of the cost in picodollars.
// A rate of 1 USD a million tokens is 1,000,000 picodollars a token.
import type { Usage } from '@parley/types';
import { checkUsage } from '@parley/validator';
import { expect, test } from 'vitest';
import { answerMetadata } from '../../test/support/answer-metadata.ts';
import { costsOf } from '../../test/support/picodollars.ts';
import { type PriceRow, type Rates, uncataloguedModel } from '../catalog/model.ts';
import { readReport as readAnthropic } from '../providers/anthropic/usage.ts';
import { readReport as readCohere } from '../providers/cohere/usage.ts';
import { readReport as readGoogle } from '../providers/google/usage.ts';
import { readReport as readChat } from '../providers/openai-compatible/usage.ts';
import { readReport as readResponses } from '../providers/openai-responses/usage.ts';
import type { ReportedUsage } from '../providers/reported-usage.ts';
import { price } from './price.ts';
import { settleUsage } from './settle-usage.ts';

type Part = Exclude<Extract<keyof Usage, `cost_usd_${string}`>, 'cost_usd_total'>;
type Invoice = {
  request: string;
  said: ReportedUsage | null;
  images?: number;
  rates: Rates & Pick<PriceRow, 'tiers'>;
  source: string;
  parts: { [Name in Part]?: bigint };
  total: bigint;
};

const invoices: Invoice[] = [
  {
    request: 'GPT-4o, plain (as recorded)',
    said: readChat({ usage: { prompt_tokens: 16, completion_tokens: 363, total_tokens: 379 } }),
    rates: { input: '2.50', output: '10', cached_input: '1.25' },
    source: 'https://platform.openai.com/docs/pricing',
    parts: {
      cost_usd_input: 40_000_000n, // 16 x 2,500,000
      cost_usd_output: 3_630_000_000n, // 363 x 10,000,000
    },
    total: 3_670_000_000n,
  },
  {
    // xAI says of this answer that it cost 1466250 ticks, which are 100 picodollars each.
    request: 'Grok 3 mini, a cached prompt and reasoning beside the completion (as recorded)',
    said: readChat({
      usage: {
        prompt_tokens: 12,
        completion_tokens: 1,
        total_tokens: 303,
        prompt_tokens_details: { cached_tokens: 11 },
        completion_tokens_details: { reasoning_tokens: 290 },
        cost_in_usd_ticks: 1_466_250,
      },
    }),
    rates: { input: '0.30', output: '0.50', cached_input: '0.075' },
    source: 'https://docs.x.ai/docs/models',
    parts: {
      cost_usd_input: 300_000n, // (12 - 11) x 300,000
      cost_usd_cached_input: 825_000n, // 11 x 75,000
      cost_usd_output: 145_500_000n, // (1 + 290) x 500,000
    },
    total: 146_625_000n,
  },
  {
    request: 'Claude Sonnet 4.5, a cache read, and written for five minutes and for an hour',
    said: readAnthropic({
      input_tokens: 21,
      cache_read_input_tokens: 5000,
      cache_creation_input_tokens: 2000,
      cache_creation: { ephemeral_5m_input_tokens: 1200, ephemeral_1h_input_tokens: 800 },
      output_tokens: 300,
      service_tier: 'standard',
    }),
    rates: { input: '3', output: '15', cached_input: '0.30', cache_write: '3.75', cache_write_1h: '6' },
    source: 'https://platform.claude.com/docs/en/about-claude/pricing',
    parts: {
      cost_usd_input: 63_000_000n, // 21 x 3,000,000
      cost_usd_cached_input: 1_500_000_000n, // 5000 x 300,000
      cost_usd_cache_write: 9_300_000_000n, // 1200 x 3,750,000 + 800 x 6,000,000
      cost_usd_output: 4_500_000_000n, // 300 x 15,000,000
    },
    total: 15_363_000_000n,
  },
  {
    request: 'DeepSeek, reasoning inside the completion (as recorded)',
    said: readChat({
      usage: {
        prompt_tokens: 18,
        completion_tokens: 345,
        total_tokens: 363,
        completion_tokens_details: { reasoning_tokens: 315 },
        prompt_cache_hit_tokens: 0,
        prompt_cache_miss_tokens: 18,
      },
    }),
    rates: { input: '0.28', output: '0.42', cached_input: '0.028' },
    source: 'https://api-docs.deepseek.com/quick_start/pricing',
    parts: {
      cost_usd_input: 5_040_000n, // 18 x 280,000
      cost_usd_output: 144_900_000n, // 345 x 420,000, and the 315 not once more
    },
    total: 149_940_000n,
  },
  {
    request: 'Gemini 2.5 Pro, one token past the tier of 200,000, thinking',
    said: readGoogle(
      {
        usageMetadata: {
          promptTokenCount: 200_001,
          candidatesTokenCount: 900,
          thoughtsTokenCount: 100,
        },
      },
      0,
      'gemini-2.5-pro',
    ),
    rates: {
      input: '1.25',
      output: '10',
      tiers: [{ above_prompt_tokens: 200_000, input: '2.50', output: '15' }],
    },
    source: 'https://ai.google.dev/gemini-api/docs/pricing',
    parts: {
      cost_usd_input: 500_002_500_000n, // 200,001 x 2,500,000
      cost_usd_output: 15_000_000_000n, // (900 + 100) x 15,000,000
    },
    total: 515_002_500_000n,
  },
  {
    request: 'Claude Sonnet 4, one search (as recorded)',
    said: readAnthropic({
      input_tokens: 15_665,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      output_tokens: 795,
      server_tool_use: { web_search_requests: 1, web_fetch_requests: 0 },
    }),
    rates: { input: '3', output: '15', cached_input: '0.30', cache_write: '3.75', web_search: '0.01' },
    source: 'https://platform.claude.com/docs/en/about-claude/pricing',
    parts: {
      cost_usd_input: 46_995_000_000n, // 15,665 x 3,000,000
      cost_usd_output: 11_925_000_000n, // 795 x 15,000,000
      cost_usd_web_search: 10_000_000_000n, // 1 x 0.01 USD
    },
    total: 68_920_000_000n,
  },
  {
    request: 'GPT-5, three searches on the Responses API',
    said: readResponses({ usage: { input_tokens: 8000, output_tokens: 420 }, service_tier: 'default' }, 3),
    rates: { input: '1.25', output: '10', cached_input: '0.125', web_search: '0.01' },
    source: 'https://platform.openai.com/docs/pricing',
    parts: {
      cost_usd_input: 10_000_000_000n, // 8000 x 1,250,000
      cost_usd_output: 4_200_000_000n, // 420 x 10,000,000
      cost_usd_web_search: 30_000_000_000n, // 3 x 0.01 USD
    },
    total: 44_200_000_000n,
  },
  {
    request: 'Gemini 2.5 Flash, a prompt that was searched for with two queries is one search',
    said: readGoogle(
      { usageMetadata: { promptTokenCount: 40, candidatesTokenCount: 200 } },
      2,
      'gemini-2.5-flash',
    ),
    rates: { input: '0.30', output: '2.50', web_search: '0.035' },
    source: 'https://ai.google.dev/gemini-api/docs/pricing',
    parts: {
      cost_usd_input: 12_000_000n, // 40 x 300,000
      cost_usd_output: 500_000_000n, // 200 x 2,500,000
      cost_usd_web_search: 35_000_000_000n, // 1 x 0.035 USD
    },
    total: 35_512_000_000n,
  },
  {
    request: 'Gemini 2.5 Flash Image, a picture and a few words',
    said: readGoogle(
      {
        usageMetadata: {
          promptTokenCount: 8,
          candidatesTokenCount: 1302,
          candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: 1290 }],
        },
      },
      0,
      'gemini-2.5-flash-image',
    ),
    images: 1,
    rates: { input: '0.30', output: '2.50', image_output: '30' },
    source: 'https://ai.google.dev/gemini-api/docs/pricing',
    parts: {
      cost_usd_input: 2_400_000n, // 8 x 300,000
      cost_usd_output: 30_000_000n, // (1302 - 1290) x 2,500,000
      cost_usd_image_output: 38_700_000_000n, // 1290 x 30,000,000
    },
    total: 38_732_400_000n,
  },
  {
    request: 'two pictures by the piece',
    said: readChat({ usage: { prompt_tokens: 30, completion_tokens: 5 } }),
    images: 2,
    rates: { input: '1', output: '4', image: '0.04' },
    source: 'a price list of the test',
    parts: {
      cost_usd_input: 30_000_000n, // 30 x 1,000,000
      cost_usd_output: 20_000_000n, // 5 x 4,000,000
      cost_usd_image_output: 80_000_000_000n, // 2 x 0.04 USD
    },
    total: 80_050_000_000n,
  },
  {
    request: 'GPT Audio, heard and spoken',
    said: readChat({
      usage: {
        prompt_tokens: 150,
        completion_tokens: 260,
        prompt_tokens_details: { audio_tokens: 100, cached_tokens: 0 },
        completion_tokens_details: { audio_tokens: 200 },
      },
    }),
    rates: { input: '2.50', output: '10', audio_input: '32', audio_output: '64' },
    source: 'https://platform.openai.com/docs/pricing',
    parts: {
      cost_usd_input: 125_000_000n, // (150 - 100) x 2,500,000
      cost_usd_audio_input: 3_200_000_000n, // 100 x 32,000,000
      cost_usd_output: 600_000_000n, // (260 - 200) x 10,000,000
      cost_usd_audio_output: 12_800_000_000n, // 200 x 64,000,000
    },
    total: 16_725_000_000n,
  },
  {
    request: 'Perplexity Sonar, a fee for the request, which pays for its search (tokens as recorded)',
    said: readChat(
      {
        usage: { prompt_tokens: 11, completion_tokens: 392, search_context_size: 'low' },
      },
      { alwaysSearches: true },
    ),
    rates: { input: '1', output: '1', request: '0.005', web_search: '0' },
    source: 'https://docs.perplexity.ai/getting-started/pricing',
    parts: {
      cost_usd_input: 11_000_000n, // 11 x 1,000,000
      cost_usd_output: 392_000_000n, // 392 x 1,000,000
      cost_usd_request: 5_000_000_000n, // 0.005 USD
    },
    total: 5_403_000_000n,
  },
  {
    // 507 tokens were read, of which 495 are Cohere's own preamble: it charges for 12 and 7.
    request: 'Command A, what Cohere bills (as recorded)',
    said: readCohere({
      billed_units: { input_tokens: 12, output_tokens: 7 },
      tokens: { input_tokens: 507, output_tokens: 10 },
      cached_tokens: 448,
    }),
    rates: { input: '2.50', output: '10' },
    source: 'https://cohere.com/pricing',
    parts: {
      cost_usd_input: 30_000_000n, // 12 x 2,500,000
      cost_usd_output: 70_000_000n, // 7 x 10,000,000
    },
    total: 100_000_000n,
  },
  {
    request: 'a free model',
    said: readChat({ usage: { prompt_tokens: 1000, completion_tokens: 1000 } }),
    rates: { input: '0', output: '0' },
    source: 'https://build.nvidia.com',
    parts: {},
    total: 0n,
  },
  {
    // 5 x 0.1 is half a picodollar, which is 1; 14 x 0.1 is 1.4, which is 1; 1.9 would be 2 as well, but is no sum.
    request:
      'a rate below a picodollar a token: each part is rounded, once, and the total is of what was rounded',
    said: readChat({ usage: { prompt_tokens: 5, completion_tokens: 14 } }),
    rates: { input: '0.0000001', output: '0.0000001' },
    source: 'a price list of the test',
    parts: { cost_usd_input: 1n, cost_usd_output: 1n },
    total: 2n,
  },
];

test.each(invoices)('$request', async ({ said, images = 0, rates, source, parts, total }) => {
  const request = { model: 'm', messages: [{ role: 'user' as const, content: 'Hello' }] };
  const settled = await settleUsage(said, request, { text: () => '', images });
  const row = { as_of: '2026-11-01', source, ...rates };
  const listing = { provider: 'acme', model: { ...uncataloguedModel('m'), prices: [row] } };
  const { usage, claim } = price(settled.usage, settled.uncounted, listing);
  const { cost_usd_total, ...costs } = costsOf(usage);
  expect(cost_usd_total).toBe(total);
  expect(Object.fromEntries(Object.entries(costs).filter(([, cost]) => cost !== 0n))).toEqual(parts);
  expect(Object.values(parts).reduce((sum, part) => sum + part, 0n)).toBe(total);
  expect(claim).toMatchObject({ price: { id: 'acme/m@2026-11-01', source } });
  expect(checkUsage(usage, answerMetadata(claim))).toEqual([]);
});
