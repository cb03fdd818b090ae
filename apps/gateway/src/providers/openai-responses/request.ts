import type { ChatCompletionRequest, ResponseFormat } from '@parley/types';
import { nativeName } from '../../catalog/model.ts';
import type { AdapterCall } from '../adapter.ts';
import { cacheMarksIn } from '../cache-marks.ts';
import { beyondEffort, hidesReasoning, levelOf } from '../reasoning-request.ts';
import { coverage } from './coverage.ts';
import { writeInput } from './input.ts';
import { writeTools } from './tools.ts';
import type { Body, ResponsesDialect } from './wire.ts';

/** The body for `/responses`, and the fields that this model does not get. */
export function writeRequest(
  call: AdapterCall,
  dialect: ResponsesDialect,
): { body: Body; ignored: string[] } {
  const { request, model } = call;
  const withheld = new Set<string>(dialect.withheld?.(call) ?? []);
  const tools = writeTools(request, dialect);
  const reasons = dialect.reasons(call);
  const ignored = new Set([...cacheMarksIn(request), ...lostOfReasoning(call, reasons)]);
  const text = writeText(request, withheld);
  const body: Body = {
    ...forwarded(request, withheld),
    model: nativeName(model),
    input: writeInput(request.messages, dialect.format, ignored),
    // Nothing is kept for us there, so what is needed again must come along, encrypted.
    store: request.store ?? false,
    ...writeIncluded(request, reasons, withheld),
    ...(reasons ? writeReasoning(call) : {}),
    ...(Object.keys(text).length === 0 ? {} : { text }),
    ...writeCap(request),
    ...tools.fields,
  };
  return {
    body,
    ignored: [
      ...Object.entries(request).flatMap(([field, value]) =>
        value !== null && withheld.has(field) && reachesAnyone(field) ? [field] : [],
      ),
      ...tools.ignored,
      ...ignored,
    ],
  };
}

const supportOf: { [field: string]: string | undefined } = coverage.request;
const reachesAnyone = (field: string): boolean => supportOf[field] !== 'ignored';

const forwarded = (request: ChatCompletionRequest, withheld: Set<string>) =>
  Object.fromEntries(
    Object.entries(request).filter(
      ([field, value]) => value !== null && supportOf[field] === 'forwarded' && !withheld.has(field),
    ),
  );

function writeCap({
  max_tokens,
  max_completion_tokens,
}: ChatCompletionRequest): Pick<Body, 'max_output_tokens'> {
  const cap = max_completion_tokens ?? max_tokens ?? null;
  return cap === null ? {} : { max_output_tokens: cap };
}

function writeIncluded(
  { logprobs }: ChatCompletionRequest,
  reasons: boolean,
  withheld: Set<string>,
): Pick<Body, 'include'> {
  const include: NonNullable<Body['include']> = [
    ...(reasons ? (['reasoning.encrypted_content'] as const) : []),
    ...(logprobs && !withheld.has('logprobs') ? (['message.output_text.logprobs'] as const) : []),
  ];
  return include.length === 0 ? {} : { include };
}

function writeReasoning(call: AdapterCall): Pick<Body, 'reasoning'> {
  const effort = levelOf(call);
  const summary = wantedSummary(call.request);
  const reasoning = {
    ...(effort === null ? {} : { effort }),
    ...(summary === null ? {} : { summary }),
    ...(wantsProMode(call) ? { mode: 'pro' } : {}),
  };
  return Object.keys(reasoning).length === 0 ? {} : { reasoning };
}

function lostOfReasoning(call: AdapterCall, reasons: boolean): string[] {
  const { reasoning } = call.request;
  const budget = reasoning?.max_tokens == null ? [] : ['reasoning.max_tokens'];
  if (!reasons) return [...budget, ...beyondEffort(call.request)];
  return [...budget, ...(reasoning?.mode === 'pro' && !wantsProMode(call) ? ['reasoning.mode'] : [])];
}

/** Whether the mode is asked for that GPT-5.6 and later have: no catalogue says so. */
export const wantsProMode = ({ request, model }: AdapterCall): boolean =>
  request.reasoning?.mode === 'pro' && /^gpt-(5\.([6-9]|\d\d)|[6-9]|\d\d)/.test(nativeName(model));

/** The summary of its reasoning that the caller wants to see. */
export function wantedSummary(request: ChatCompletionRequest): 'auto' | 'concise' | 'detailed' | null {
  if (hidesReasoning(request)) return null;
  return request.reasoning?.summary ?? (request.include_reasoning ? 'auto' : null);
}

function writeText(request: ChatCompletionRequest, withheld: Set<string>): NonNullable<Body['text']> {
  const { response_format: format, verbosity } = request;
  return {
    ...(format ? { format: writeFormat(format) } : {}),
    ...(verbosity && !withheld.has('verbosity') ? { verbosity } : {}),
  };
}

function writeFormat(format: NonNullable<ResponseFormat>): NonNullable<NonNullable<Body['text']>['format']> {
  if (format.type !== 'json_schema') return { type: format.type };
  const { name, description, schema, strict } = format.json_schema;
  return {
    type: 'json_schema',
    name,
    schema: schema ?? {},
    ...(description ? { description } : {}),
    ...(strict == null ? {} : { strict }),
  };
}
