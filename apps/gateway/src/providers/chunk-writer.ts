import type { ChatChunk, ChunkChoice, ChunkDelta, FinishReason } from '@parley/types';
import { laterUsage, type ReportedUsage } from './reported-usage.ts';
import { settleFinishReason } from './settle-finish-reason.ts';
import { ToolCallWriter, type ToolFragment } from './tool-call-writer.ts';

export type ChunkHeader = { id: string; created: number; model: string };
export type ChunkWriterOptions = ChunkHeader & {
  hidesReasoning: boolean;
  /** How many choices were asked for: 1 if left out. */
  choices?: number;
};

/** Of all streams. An array that lay ready in each would be old when it is filled, and keep its chunks until a full collection. */
const none: ChatChunk[] = [];
Object.freeze(none);

type Choice = {
  /** Why it ended, as far as is known. It goes out with the end of the stream: some providers give one with every chunk. */
  finish: FinishReason | null;
  /** Whether nothing came behind that reason. */
  isAtEnd: boolean;
  began: boolean;
  tools: ToolCallWriter;
};

/**
 * Writes the chunks of one stream by the contract's grammar: whatever order and shape a provider sends things in,
 * the role comes once, tool calls are numbered without gaps, and nothing follows a finish reason (S2 to S7, S14).
 */
export class ChunkWriter {
  /** Whether something came that commits the gateway to this answer: text, reasoning, a tool call. */
  committed = false;
  /** Grows with everything that the answer gains, shown or hidden. */
  progress = 0;
  /** All text that was generated, for the estimate when the provider sends no usage. */
  readonly text: string[] = [];
  /** How many images were generated. */
  images = 0;
  #usage: ReportedUsage | null = null;
  readonly #header: ChunkHeader;
  readonly #hidesReasoning: boolean;
  readonly #wanted: number;
  readonly #choices = new Map<number, Choice>();
  #extra: Pick<ChatChunk, 'service_tier' | 'system_fingerprint'> = {};
  #pending: ChatChunk[] = none;
  #began = false;
  #ended = false;

  constructor({ hidesReasoning, choices = 1, ...header }: ChunkWriterOptions) {
    this.#header = header;
    this.#hidesReasoning = hidesReasoning;
    this.#wanted = choices;
  }

  /** Takes over what the provider says of the whole stream. Only before the first chunk: these never change after. */
  begin({
    id,
    created,
    ...extra
  }: Partial<Pick<ChatChunk, 'id' | 'created' | 'service_tier' | 'system_fingerprint'>>): void {
    if (this.#began) return;
    if (id !== undefined) this.#header.id = id;
    if (created !== undefined) this.#header.created = created;
    this.#extra = extra;
  }

  /** Whether a chunk was written. */
  get began(): boolean {
    return this.#began;
  }

  get header(): Readonly<ChunkHeader> {
    return this.#header;
  }

  /** Takes over what the provider says was used so far. */
  count(usage: ReportedUsage | null): void {
    this.#usage = laterUsage(this.#usage, usage);
  }

  get usage(): ReportedUsage | null {
    return this.#usage;
  }

  /** Notes that the stream is at its end, by the provider's own last event or that of the bytes, and writes why. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const [index, choice] of this.#choices) {
      if (choice.finish === null) continue;
      this.progress++;
      this.#emit(index, choice, {}, settleFinishReason(choice.finish, choice.tools.count > 0));
    }
  }

  /** Whether the provider's own last event came: nothing that follows belongs to the answer. */
  get ended(): boolean {
    return this.#ended;
  }

  /**
   * Whether the answer is whole: every choice has its finish reason. One that has not begun may be still to come, and
   * one of which more came behind its reason may go on, unless the provider said that this is the end.
   */
  get finished(): boolean {
    if (this.#choices.size === 0 || (this.#choices.size < this.#wanted && !this.#ended)) return false;
    for (const { finish, isAtEnd } of this.#choices.values())
      if (finish === null || !(isAtEnd || this.#ended)) return false;
    return true;
  }

  /** Whether a choice ended for a reason that leaves an empty answer legitimate. */
  get endedOnPurpose(): boolean {
    return [...this.#choices.values()].some(
      ({ finish }) => finish === 'length' || finish === 'content_filter',
    );
  }

  delta(
    index: number,
    delta: Omit<ChunkDelta, 'role' | 'tool_calls'>,
    logprobs?: ChunkChoice['logprobs'],
  ): void {
    if (this.#ended) return;
    const choice = this.#choice(index);
    choice.isAtEnd = false;
    this.progress++;
    if (delta.content) this.text.push(delta.content);
    if (delta.reasoning) this.text.push(delta.reasoning);
    if (delta.refusal) this.text.push(delta.refusal);
    if (delta.images !== undefined) this.images += delta.images.length;
    // Hidden reasoning commits too: it is paid for, and asking elsewhere would pay twice.
    this.committed ||= Object.values(delta).some(
      (value) => value !== null && value !== undefined && value !== '',
    );
    const shown = this.#hidesReasoning ? withoutReasoning(delta) : delta;
    if (saysAnything(shown) || logprobs !== undefined) this.#emit(index, choice, shown, null, logprobs);
  }

  toolCall(index: number, fragment: ToolFragment): void {
    if (this.#ended) return;
    const choice = this.#choice(index);
    choice.isAtEnd = false;
    this.progress++;
    const piece = choice.tools.push(fragment);
    if (piece === null) return;
    this.text.push(piece.function?.name ?? '', piece.function?.arguments ?? '');
    this.committed = true;
    this.#emit(index, choice, { tool_calls: [piece] }, null);
  }

  /** Takes over why a choice ended. The last reason stands, but `stop` says less than any other. */
  finish(index: number, reason: FinishReason): void {
    if (this.#ended) return;
    const choice = this.#choice(index);
    this.progress++;
    choice.isAtEnd = true;
    if (choice.finish === null || reason !== 'stop') choice.finish = reason;
  }

  /** The chunks since the last call. */
  take(): ChatChunk[] {
    const taken = this.#pending;
    this.#pending = none;
    return taken;
  }

  #choice(index: number): Choice {
    const known = this.#choices.get(index);
    if (known !== undefined) return known;
    const choice: Choice = {
      finish: null,
      isAtEnd: false,
      began: false,
      tools: new ToolCallWriter((call) => `call_${this.#header.id}_${index}_${call}`),
    };
    this.#choices.set(index, choice);
    return choice;
  }

  #emit(
    index: number,
    choice: Choice,
    delta: ChunkDelta,
    finishReason: FinishReason | null,
    logprobs?: ChunkChoice['logprobs'],
  ): void {
    this.#began = true;
    const { id, created, model } = this.#header;
    const said: ChunkDelta = choice.began ? delta : { role: 'assistant', content: '', ...delta };
    choice.began = true;
    const written: ChunkChoice = { index, delta: said, finish_reason: finishReason };
    if (logprobs !== undefined) written.logprobs = logprobs;
    const chunk: ChatChunk = { id, object: 'chat.completion.chunk', created, model, choices: [written] };
    const { service_tier, system_fingerprint } = this.#extra;
    if (service_tier !== undefined) chunk.service_tier = service_tier;
    if (system_fingerprint !== undefined) chunk.system_fingerprint = system_fingerprint;
    if (this.#pending === none) this.#pending = [chunk];
    else this.#pending.push(chunk);
  }
}

function saysAnything(delta: ChunkDelta): boolean {
  for (const _field in delta) return true;
  return false;
}

function withoutReasoning({
  reasoning: _hidden,
  reasoning_details: _details,
  ...visible
}: ChunkDelta): ChunkDelta {
  return visible;
}
