// Data in place of prose: the answer is parsed, checked and typed by a zod schema.
import { createClient, createStructured, ParleyError } from '@parley/client';
import { z } from 'zod';
import { apiKey, baseUrl, model } from './gateway.ts';

const client = createClient({ baseUrl, apiKey });

const Invoice = z.object({
  seller: z.string(),
  currency: z.enum(['EUR', 'NOK', 'USD']),
  lines: z.array(z.object({ item: z.string(), quantity: z.int().min(1).max(99), unitPrice: z.number() })),
});

const letter = 'Fjord Books, Oslo. Two atlases at 450 kr each, and one map at 120 kr.';

try {
  const { output: invoice } = await createStructured(client, {
    model,
    messages: [
      { role: 'system', content: 'Read the invoice in the letter.' },
      { role: 'user', content: letter },
    ],
    output: Invoice,
  });
  console.log(`${invoice.seller} (${invoice.currency})`);
  for (const { quantity, item, unitPrice } of invoice.lines)
    console.log(`${quantity} x ${item} at ${unitPrice}`);
} catch (error) {
  if (!(error instanceof ParleyError)) throw error;
  switch (error.code) {
    case 'output_refused':
      console.error(`The model would not: ${error.refusal ?? 'withheld by a filter'}`);
      break;
    case 'output_truncated':
    case 'output_invalid':
      console.error(`${error.message}\n${error.text}`);
      break;
    default:
      console.error(`${error.code}: ${error.message}`);
  }
  process.exitCode = 1;
}
