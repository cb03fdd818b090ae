import type { ChatCompletion, ChatCompletionRequest, ResponseFormatJsonSchema } from '@parley/types';
import type { CallOptions } from './client-options.ts';
import type { ParleyClient } from './create-client.ts';
import { excerpt, parseJson } from './json.ts';
import { ParleyError } from './parley-error.ts';
import { describeIssues, type Schema, writtenForm } from './schema.ts';
import { canBeStrict, closeObjects } from './strict-schema.ts';

export type StructuredRequest<Output> = Omit<ChatCompletionRequest, 'response_format' | 'stream' | 'n'> & {
  output: Schema<Output>;
};

export interface Structured<Output> {
  readonly output: Output;
  readonly completion: ChatCompletion;
}

/**
 * Asks for an answer that fits a schema.
 * Throws a `ParleyError`: that of the call, or `output_refused`, `output_truncated`, `output_invalid`.
 */
export async function createStructured<Output>(
  client: Pick<ParleyClient, 'chat'>,
  { output: schema, ...body }: StructuredRequest<Output>,
  options?: CallOptions,
): Promise<Structured<Output>> {
  const request = { ...body, response_format: structuredFormat(schema), stream: false as const };
  const completion = await client.chat.completions.create(request, options);
  return { output: await readStructured(completion, schema), completion };
}

/** The `response_format` that asks for a schema, for streams and tools. `readStructured` reads the answer. */
export function structuredFormat(schema: Schema): ResponseFormatJsonSchema {
  const closed = closeObjects(writtenForm(schema));
  return {
    type: 'json_schema',
    json_schema: { name: 'output', schema: closed, strict: canBeStrict(closed) },
  };
}

/** What the first choice of an answer says. Throws `output_refused`, `output_truncated` or `output_invalid`. */
export async function readStructured<Output>(
  completion: ChatCompletion,
  schema: Schema<Output>,
): Promise<Output> {
  const choice = completion.choices[0];
  const refusal = choice?.message.refusal ?? null;
  const text = choice?.message.content ?? '';
  const answered = { completion, requestId: requestIdOf(completion) };
  if (refusal !== null || choice?.finish_reason === 'content_filter') {
    const message = refusal === null ? 'The answer was withheld.' : `The model refused: ${excerpt(refusal)}`;
    throw new ParleyError({ message, code: 'output_refused', ...answered, refusal });
  }
  if (choice?.finish_reason === 'length') {
    const message = 'The answer was cut off at the output cap: ask with a higher max_completion_tokens.';
    throw new ParleyError({ message, code: 'output_truncated', ...answered, text });
  }
  const value = parseJson(text);
  if (value === undefined) {
    const message = `The answer is not JSON: ${excerpt(text)}`;
    throw new ParleyError({ message, code: 'output_invalid', ...answered, text, issues: [] });
  }
  const result = await schema['~standard'].validate(value);
  if (result.issues === undefined) return result.value;
  const { issues } = result;
  const message = `The answer does not fit: ${describeIssues(issues)}`;
  throw new ParleyError({ message, code: 'output_invalid', ...answered, text, issues });
}

function requestIdOf({ metadata }: { metadata?: ChatCompletion['metadata'] }): string | null {
  return metadata?.request_id ?? null;
}
