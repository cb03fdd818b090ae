import type { Answer } from '../answer/answer.ts';
import { type Asked, type Block, blocksOf } from './blocks.ts';
import { envelope, stopOf } from './message.ts';
import { messageUsage, usageOf } from './usage.ts';

/** An event of a stream, and the completion tokens in it. */
export type StreamEvent = { document: { type: string; [member: string]: unknown }; tokens: number };

/** A message in Anthropic's events, in order; the usage in the last but one counts all of it. */
export function eventsOf(answer: Answer, asked: Asked): StreamEvent[] {
  const stop = silent({ type: 'message_stop' });
  const [choice] = answer.choices;
  if (choice === undefined) return [stop];
  const { usage } = answer;
  const begun = usage === null ? null : { ...usage, completionTokens: Math.min(usage.completionTokens, 1) };
  const start = {
    ...envelope(answer),
    content: [],
    stop_reason: null,
    stop_sequence: null,
    ...(begun === null
      ? {}
      : {
          usage: {
            ...messageUsage(begun, answer, asked),
            output_tokens_details: null,
            server_tool_use: null,
          },
        }),
  };
  const [first, ...rest] = blocksOf(answer.id, choice, asked).map(blockEvents);
  const [opening, ...others] = first ?? [];
  return [
    silent({ type: 'message_start', message: start }),
    ...(opening === undefined ? [] : [opening]),
    silent({ type: 'ping' }),
    ...others,
    ...rest.flat(),
    silent({
      type: 'message_delta',
      delta: stopOf(answer),
      ...(usage === null ? {} : { usage: usageOf(usage, answer) }),
    }),
    stop,
  ];
}

function blockEvents(block: Block, position: number): StreamEvent[] {
  const place = block.index === undefined ? position : block.index;
  const index = place === null ? {} : { index: place };
  return [
    {
      document: { type: 'content_block_start', ...index, content_block: block.start },
      tokens: block.startTokens,
    },
    ...block.deltas.map(({ delta, tokens }) => ({
      document: { type: 'content_block_delta', ...index, delta },
      tokens,
    })),
    silent({ type: 'content_block_stop', ...index }),
  ];
}

function silent(document: StreamEvent['document']): StreamEvent {
  return { document, tokens: 0 };
}
