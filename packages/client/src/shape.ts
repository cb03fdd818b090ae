import type { ChatChunk, ChatCompletion, Model, ModelList } from '@parley/types';
import { isRecord } from './json.ts';

// The server is held to the contract by the contract's own tests. These checks are shallow on purpose: they tell
// an answer from something else, and let plain OpenAI-compatible servers pass, which send no `metadata`.

export function isChatCompletion(value: unknown): value is ChatCompletion {
  return isChatChunk(value) && value.choices.length > 0;
}

/** A stream's last chunk has no choice. */
export function isChatChunk(value: unknown): value is ChatChunk {
  return isRecord(value) && Array.isArray(value['choices']) && value['choices'].every(isRecord);
}

export function isModelList(value: unknown): value is ModelList {
  return isRecord(value) && Array.isArray(value['data']) && value['data'].every(isRecord);
}

export function isModel(value: unknown): value is Model {
  return isRecord(value) && typeof value['id'] === 'string';
}
