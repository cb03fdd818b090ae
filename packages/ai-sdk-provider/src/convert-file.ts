import {
  type LanguageModelV4FilePart,
  NoSuchProviderReferenceError,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import type { AudioPart, UserContentPart } from '@parley/types';
import { toBase64 } from './base64.ts';
import { readPartOptions } from './options.ts';

type AudioFormat = AudioPart['input_audio']['format'];

// https://www.iana.org/assignments/media-types/media-types.xhtml#audio, and what browsers and players say instead.
const audioFormats: Record<string, AudioFormat> = {
  wav: 'wav',
  wave: 'wav',
  'x-wav': 'wav',
  mpeg: 'mp3',
  mp3: 'mp3',
  aiff: 'aiff',
  'x-aiff': 'aiff',
  aac: 'aac',
  ogg: 'ogg',
  flac: 'flac',
  'x-flac': 'flac',
  m4a: 'm4a',
  'x-m4a': 'm4a',
  mp4: 'mp4',
  webm: 'webm',
  pcm: 'pcm',
};

/** A file that the model is given. Throws for what the contract has no part for: leaving it out would change the question. */
export function convertFile(part: LanguageModelV4FilePart): UserContentPart {
  const { data, filename, mediaType } = part;
  const { cache_control, detail } = readPartOptions(part.providerOptions);
  const cached = cache_control === undefined ? {} : { cache_control };
  const named = filename === undefined ? {} : { filename };
  const image = (url: string): UserContentPart => ({
    type: 'image_url',
    image_url: { url, ...(detail === undefined ? {} : { detail }) },
    ...cached,
  });
  const [topLevel = '', subtype = ''] = mediaType.split('/');
  switch (data.type) {
    case 'text':
      return { type: 'text', text: data.text, ...cached };
    case 'reference': {
      const file_id = data.reference['parley'];
      if (file_id === undefined) {
        throw new NoSuchProviderReferenceError({ provider: 'parley', reference: data.reference });
      }
      return { type: 'file', file: { file_id, ...named }, ...cached };
    }
    case 'url':
      if (topLevel === 'image') return image(data.originalUrl ?? data.url.href);
      throw new UnsupportedFunctionalityError({ functionality: `${mediaType} files by URL` });
    case 'data': {
      if (topLevel === 'audio') return convertAudio(toBase64(data.data), subtype);
      const url = `data:${mediaType};base64,${toBase64(data.data)}`;
      return topLevel === 'image'
        ? image(url)
        : { type: 'file', file: { file_data: url, ...named }, ...cached };
    }
  }
}

function convertAudio(data: string, subtype: string): UserContentPart {
  const format = audioFormats[subtype];
  if (format === undefined)
    throw new UnsupportedFunctionalityError({ functionality: `audio/${subtype} files` });
  return { type: 'input_audio', input_audio: { data, format } };
}
