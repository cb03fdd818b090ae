import type {
  ChatChunk,
  ChatCompletion,
  ChatCompletionRequest,
  ChatMessage,
  Tool,
  ToolCall,
  ToolChoice,
  Usage,
} from '@parley/types';
import { createCallSignal } from './call-signal.ts';
import type { CallOptions } from './client-options.ts';
import type { ParleyClient } from './create-client.ts';
import { ParleyError } from './parley-error.ts';
import { shareReads } from './share-reads.ts';
import { sumUsage } from './sum-usage.ts';
import type { RunnableTool } from './tool.ts';

export type ToolRunRequest = Omit<ChatCompletionRequest, 'tools' | 'n'> & {
  /** Yours, made by `tool`, and those that the gateway runs, such as `{ type: 'web_search' }`. */
  tools: readonly (RunnableTool | Exclude<Tool, { type: 'function' }>)[];
  /** How often the model may be asked. 10 unless told. */
  maxRounds?: number | undefined;
};

/** Each round is asked with these anew: `timeoutMs` is the limit of a round. */
export type ToolRunOptions = Omit<CallOptions, 'idempotencyKey'>;

export type ToolRunEvent =
  /** A piece of an answer, with `stream: true`. */
  | { readonly type: 'chunk'; readonly round: number; readonly chunk: ChatChunk }
  /** The model has answered; what it calls runs next. */
  | { readonly type: 'answer'; readonly round: number; readonly completion: ChatCompletion }
  | ({ readonly type: 'result'; readonly round: number } & ToolResult);

export interface ToolResult {
  readonly call: ToolCall;
  /** What the model is told. */
  readonly content: string;
  /** What the tool threw, if it did. */
  readonly error?: unknown;
}

export interface ToolRunResult {
  /** The last answer, without calls to run. */
  readonly completion: ChatCompletion;
  /** The whole conversation: the request's messages, every answer and every result. */
  readonly messages: ChatMessage[];
  /** Of all answers together; `null` when one had none. */
  readonly usage: Usage | null;
  readonly rounds: number;
}

/** To be iterated once, read to its end by `final`, or both. Leaving the loop early cancels what is under way. */
export interface ToolRun extends AsyncIterable<ToolRunEvent> {
  /** Throws what the loop throws. */
  final(): Promise<ToolRunResult>;
}

/**
 * Asks, runs the tools that the model calls, all calls of a round at once, and asks again until it calls no more.
 * Begins when it is read. What a tool throws, arguments that don't fit and tools that aren't there are told to the model.
 * Throws a `ParleyError`: that of a call, or `tool_rounds_exceeded`.
 */
export function runTools(
  client: Pick<ParleyClient, 'chat'>,
  request: ToolRunRequest,
  options: ToolRunOptions = {},
): ToolRun {
  const { tools, maxRounds = 10, ...asked } = request;
  const runnable = new Map<string, RunnableTool>();
  const definitions = tools.map((each) => {
    if (!('definition' in each)) return each;
    runnable.set(each.definition.function.name, each);
    return each.definition;
  });

  async function* playRounds(): AsyncGenerator<ToolRunEvent, ToolRunResult, void> {
    const messages = [...asked.messages];
    let usage: Usage | null = null;
    for (let round = 1; ; round++) {
      const tool_choice = round === 1 ? asked.tool_choice : unforced(asked.tool_choice);
      const completion = yield* ask({ ...asked, messages, tools: definitions, tool_choice }, round);
      usage = round === 1 ? usageOf(completion) : addUsage(usage, usageOf(completion));
      yield { type: 'answer', round, completion };
      const calls = callsOf(completion);
      if (calls.length > 0 && round >= maxRounds) throw exceeded({ completion, messages, usage, maxRounds });
      const message = completion.choices[0]?.message;
      if (message) messages.push(message);
      if (calls.length === 0) return { completion, messages, usage, rounds: round };
      for (const result of await runCalls(calls)) {
        messages.push({ role: 'tool', tool_call_id: result.call.id, content: result.content });
        yield { type: 'result', round, ...result };
      }
    }
  }

  async function* ask(
    body: ChatCompletionRequest,
    round: number,
  ): AsyncGenerator<ToolRunEvent, ChatCompletion, void> {
    const { completions } = client.chat;
    if (!body.stream) return completions.create({ ...body, stream: false }, options);
    const stream = await completions.create({ ...body, stream: true }, options);
    for await (const chunk of stream) yield { type: 'chunk', round, chunk };
    return stream.final();
  }

  /** All at once. When the signal aborts, nobody waits for tools that don't heed it. */
  async function runCalls(calls: ToolCall[]): Promise<ToolResult[]> {
    const { signal, release } = createCallSignal({ signal: options.signal, timeoutMs: Infinity });
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    try {
      signal.throwIfAborted();
      return await Promise.race([aborted, Promise.all(calls.map((call) => runCall(call, signal)))]);
    } finally {
      release();
    }
  }

  async function runCall(call: ToolCall, signal: AbortSignal): Promise<ToolResult> {
    const { name } = call.function;
    try {
      const tool = runnable.get(name);
      if (tool === undefined) throw new TypeError(`There is no tool "${name}".`);
      return { call, content: await tool.run({ call, signal }) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { call, content: JSON.stringify({ error: message }), error };
    }
  }

  const { iterate, drain } = shareReads(
    playRounds(),
    () => new ParleyError({ message: 'The run was left before its end.', code: 'aborted' }),
  );
  return { [Symbol.asyncIterator]: iterate, final: drain };
}

/** What was cut off or withheld is no call to run. */
function callsOf({ choices }: ChatCompletion): ToolCall[] {
  const choice = choices[0];
  if (choice?.finish_reason === 'length' || choice?.finish_reason === 'content_filter') return [];
  return choice?.message.tool_calls ?? [];
}

// A model that must call can never end.
function unforced(choice: ToolChoice | undefined): ToolChoice | undefined {
  if (typeof choice !== 'object' || choice === null) return choice === 'required' ? 'auto' : choice;
  if (choice.type !== 'allowed_tools') return 'auto';
  return { ...choice, allowed_tools: { ...choice.allowed_tools, mode: 'auto' } };
}

function usageOf({ usage }: { usage?: Usage | null }): Usage | null {
  return usage ?? null;
}

function addUsage(first: Usage | null, second: Usage | null): Usage | null {
  return first && second && sumUsage(first, second);
}

function exceeded({
  completion,
  messages,
  usage,
  maxRounds,
}: {
  completion: ChatCompletion;
  messages: ChatMessage[];
  usage: Usage | null;
  maxRounds: number;
}): ParleyError {
  const message = `After ${maxRounds} rounds the model still calls tools.`;
  return new ParleyError({ message, code: 'tool_rounds_exceeded', completion, messages, usage });
}
