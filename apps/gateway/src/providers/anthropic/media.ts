import type { FilePart, UserContentPart } from '@parley/types';
import { type InlineData, parseDataUrl } from '../data-url.ts';
import { cacheMark, writeText } from './text.ts';
import type { WireBlock, WireDocument, WireImage } from './wire.ts';

/** The part of a user's message as a block; nothing when it is blank, or sound, which no model of Anthropic's hears. */
export function writeUserPart(part: UserContentPart, ignored: Set<string>): WireBlock[] {
  switch (part.type) {
    case 'text':
      return writeText(part.text, part.cache_control);
    case 'image_url': {
      const { url, detail } = part.image_url;
      if (detail && detail !== 'auto') ignored.add('messages[].content[].image_url.detail');
      const inline = parseDataUrl(url);
      return [
        {
          type: 'image',
          source: inline === null ? { type: 'url', url } : imageSource(inline),
          ...cacheMark(part.cache_control),
        },
      ];
    }
    case 'input_audio':
      ignored.add('messages[].content[].input_audio');
      return [];
    case 'file':
      return [{ ...writeFile(part.file), ...cacheMark(part.cache_control) }];
  }
}

const imageSource = ({ mimeType, data }: InlineData): WireImage['source'] => ({
  type: 'base64',
  media_type: mimeType,
  data,
});

/** Whether a file of this type is text, whatever else it is. */
export const isText = (mimeType: string): boolean =>
  /^text\/|^application\/(.+\+)?(json|xml|yaml|x-yaml|javascript)$/.test(mimeType);

function writeFile(file: FilePart['file']): WireImage | WireDocument {
  const { filename, file_data: data = '', file_id: id } = file;
  const title = filename ? { title: filename } : {};
  const inline = parseDataUrl(data);
  if (inline === null)
    return {
      type: 'document',
      source: id ? { type: 'file', file_id: id } : { type: 'url', url: data },
      ...title,
    };
  if (inline.mimeType.startsWith('image/')) return { type: 'image', source: imageSource(inline) };
  if (isText(inline.mimeType)) {
    const text = Buffer.from(inline.data, 'base64').toString('utf8');
    return { type: 'document', source: { type: 'text', media_type: 'text/plain', data: text }, ...title };
  }
  return {
    type: 'document',
    source: { type: 'base64', media_type: inline.mimeType, data: inline.data },
    ...title,
  };
}
