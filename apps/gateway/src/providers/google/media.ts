import type { UserContentPart } from '@parley/types';
import { parseDataUrl } from '../data-url.ts';
import type { WirePart } from './wire.ts';

type AudioFormat = Extract<UserContentPart, { type: 'input_audio' }>['input_audio']['format'];

const audioTypes: Record<AudioFormat, string> = {
  wav: 'audio/wav',
  mp3: 'audio/mp3',
  mpeg: 'audio/mpeg',
  mpga: 'audio/mpeg',
  aiff: 'audio/aiff',
  aac: 'audio/aac',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  m4a: 'audio/m4a',
  mp4: 'audio/mp4',
  pcm: 'audio/pcm',
  pcm16: 'audio/pcm',
  webm: 'audio/webm',
};

/** A part of a user's message. What isn't inline is named by its address, and is for Google to know or to refuse. */
export function writeUserPart(part: UserContentPart, ignored: Set<string>): WirePart {
  switch (part.type) {
    case 'text':
      return { text: part.text };
    case 'image_url': {
      const { url, detail } = part.image_url;
      if (detail && detail !== 'auto') ignored.add('messages[].content[].image_url.detail');
      return writeMedia(url);
    }
    case 'input_audio':
      return {
        inlineData: { mimeType: audioTypes[part.input_audio.format], data: part.input_audio.data },
      };
    case 'file':
      return writeMedia(part.file.file_data ?? part.file.file_id ?? '');
  }
}

export function writeMedia(url: string): WirePart {
  const inlineData = parseDataUrl(url);
  return inlineData === null ? { fileData: { fileUri: url } } : { inlineData };
}
