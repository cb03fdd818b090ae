import type { SourceModel } from './source-model.ts';

// Models that read and write text, and yet don't talk: no field says so, only their names do.
const otherTrade =
  /embed|rerank|retriever|tts|whisper|transcribe|translate|realtime|\blive\b|guard|safety|moderation|ocr\b|gliner|usd(code|validate)|voicechat|studiovoice|\besm|\bbge|prover|\bmt-|paligemma|turbo-instruct|lyria|\brouter|deep-research/;

// Models that talk by a wire that their provider has beside the one we speak, and only by that.
const otherWire = /codex|^(gpt|o\d).*-pro\b|-maas$/;

/** Whether a model can be asked through the wire of its provider: it talks, and isn't served by another wire. */
export const isChat = ({ id, provider, modalities, limit }: SourceModel): boolean =>
  provider === undefined &&
  modalities.input.includes('text') &&
  modalities.output.includes('text') &&
  limit.context !== 0 &&
  !id.startsWith('~') &&
  !otherTrade.test(id.toLowerCase()) &&
  !otherWire.test(id);
