import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';
import type { RequestRecord } from './pipeline/record.ts';

const record = (usedModel: string): RequestRecord => ({
  requestId: 'r',
  keyId: 'master',
  requestedModel: usedModel,
  streamed: false,
  labels: {},
  metadata: {},
  outcome: 'completed',
  errorCode: null,
  usedModel,
  attempts: [],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
  usageSource: 'provider',
  usageAnomalies: [],
  price: null,
  unpriced: [],
  cached: false,
  durationMs: 10,
});

test('requests and tokens are counted by model', async () => {
  const metrics = createMetrics();
  metrics.requestEnded(record('p/m'));
  metrics.requestEnded(record('p/m'));
  const { text } = await metrics.render();
  expect(text).toContain('parley_request_duration_seconds_count{outcome="completed",model="p/m"} 2');
  expect(text).toContain('parley_tokens_total{model="p/m",direction="prompt"} 6');
});

test('invented names do not grow without bound', async () => {
  const metrics = createMetrics();
  for (let index = 0; index < 1_100; index++) metrics.requestEnded(record(`p/${index}`));
  metrics.requestEnded(record('p/0'));
  const { text } = await metrics.render();
  expect(text.match(/parley_request_duration_seconds_count\{/g)).toHaveLength(1_001);
  expect(text).toContain('parley_request_duration_seconds_count{outcome="completed",model="other"} 100');
  expect(text).toContain('parley_request_duration_seconds_count{outcome="completed",model="p/0"} 2');
});
