import type { LanguageModelV4File } from '@ai-sdk/provider';
import type { AudioOutput, GeneratedImage, SpokenAnswer } from '@parley/types';

export function convertGeneratedImage({ image_url: { url } }: GeneratedImage): LanguageModelV4File {
  const [, mediaType, data] = url.match(/^data:([^;,]+);base64,(.*)$/s) ?? [];
  if (mediaType === undefined || data === undefined) {
    return { type: 'file', mediaType: 'image/*', data: { type: 'url', url: new URL(url) } };
  }
  return { type: 'file', mediaType, data: { type: 'data', data } };
}

const mediaTypes: Record<string, string> = { mp3: 'audio/mpeg', pcm16: 'audio/pcm' };

/** The answer as sound, in the format that was asked for, and the id by which it goes back. */
export function convertSpokenAnswer(
  audio: SpokenAnswer | undefined,
  wanted: AudioOutput | undefined,
): LanguageModelV4File[] {
  if (!audio?.data) return [];
  const { data, ...rest } = audio;
  const format = wanted?.format ?? '*';
  return [
    {
      type: 'file',
      mediaType: mediaTypes[format] ?? `audio/${format}`,
      data: { type: 'data', data },
      providerMetadata: { parley: { audio: rest } },
    },
  ];
}
