import type { ChatCompletionRequest } from '@parley/types';
import { nativeName } from '../../catalog/model.ts';
import type { AdapterCall, WireRequest } from '../adapter.ts';
import { beyondEffort } from '../reasoning-request.ts';
import { jsonAnswerOf } from './json-answer.ts';
import { writeMessages } from './messages.ts';
import { writeSampling } from './sampling.ts';
import { writeThinking } from './thinking.ts';
import { isForced, writeTools } from './tools.ts';
import type { ConverseBody } from './wire.ts';

/** The path names the model, and whether it is to stream. */
export function writeRequest(call: AdapterCall): WireRequest {
  const { request, model } = call;
  const ignored = new Set(beyondEffort(request));
  const answer = jsonAnswerOf(call);
  const tools = writeTools(call, answer, ignored);
  const conversation = writeMessages(call, ignored);
  const obstacles = { messages: conversation.messages, forcesTool: isForced(tools) };
  const thinking = writeThinking(call, obstacles, ignored);
  const { inferenceConfig, fields: samplers } = writeSampling(call, thinking, ignored);
  const fields = { ...thinking.fields, ...tools.fields, ...samplers };
  const instructions = [answer.kind === 'words' ? answer.instruction : null, tools.instruction];
  const tier = serviceTier(request, ignored);
  const body: ConverseBody = {
    ...withInstructions(conversation, instructions),
    ...(Object.keys(inferenceConfig).length === 0 ? {} : { inferenceConfig }),
    ...(tools.toolConfig === undefined ? {} : { toolConfig: tools.toolConfig }),
    ...(answer.kind === 'field' ? { outputConfig: answer.outputConfig } : {}),
    ...(Object.keys(fields).length === 0 ? {} : { additionalModelRequestFields: fields }),
    ...(tier === null ? {} : { serviceTier: { type: tier } }),
  };
  const operation = request.stream ? 'converse-stream' : 'converse';
  return {
    path: `/model/${encodeURIComponent(nativeName(model))}/${operation}`,
    body,
    ...(ignored.size === 0 ? {} : { ignored: [...ignored] }),
  };
}

type Conversation = Pick<ConverseBody, 'messages' | 'system'>;

function withInstructions(
  { messages, system = [] }: Conversation,
  instructions: (string | null)[],
): Conversation {
  const all = [...system, ...instructions.flatMap((text) => (text === null ? [] : [{ text }]))];
  return { messages, ...(all.length === 0 ? {} : { system: all }) };
}

function serviceTier({ service_tier: tier }: ChatCompletionRequest, ignored: Set<string>) {
  if (!tier || tier === 'auto') return null;
  if (tier !== 'scale') return tier;
  ignored.add('service_tier');
  return null;
}
