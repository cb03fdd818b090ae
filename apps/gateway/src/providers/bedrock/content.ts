import type { CacheControl, UserContentPart } from '@parley/types';
import type { CatalogModel } from '../../catalog/model.ts';
import { isText } from '../anthropic/media.ts';
import { type InlineData, parseDataUrl } from '../data-url.ts';
import { isClaude } from './claude.ts';
import type { WireBlock, WireCachePoint } from './wire.ts';

/** Writes the parts of users' messages. Documents are counted, because no two may have the same name. */
export function createPartWriter(model: CatalogModel, ignored: Set<string>) {
  let documents = 0;

  function write(part: UserContentPart): WireBlock[] {
    switch (part.type) {
      case 'text':
        return textBlocks(part.text);
      case 'image_url': {
        const { url, detail } = part.image_url;
        if (detail && detail !== 'auto') ignored.add('messages[].content[].image_url.detail');
        const inline = parseDataUrl(url);
        if (inline === null) return lost('messages[].content[].image_url');
        return [writeImage(inline)];
      }
      case 'file': {
        const { file_data: url, filename } = part.file;
        const inline = parseDataUrl(url ?? '');
        if (inline?.mimeType.startsWith('image/')) return [writeImage(inline)];
        const format = inline === null ? null : documentFormatOf(inline.mimeType);
        if (inline === null || format === null) return lost('messages[].content[].file');
        documents += 1;
        const name = `${plainName(filename ?? '')} ${documents}`;
        return [{ document: { format, name, source: { bytes: inline.data } } }];
      }
      case 'input_audio':
        return lost('messages[].content[].input_audio');
    }
  }

  function lost(what: string): WireBlock[] {
    ignored.add(what);
    return [];
  }

  return (part: UserContentPart): WireBlock[] => [
    ...write(part),
    ...('cache_control' in part ? cachePoint(part.cache_control, model, ignored) : []),
  ];
}

// A blank text is refused.
export const textBlocks = (text: string): { text: string }[] => (text.trim() === '' ? [] : [{ text }]);

/** The mark after a block up to which the prompt is kept. Models that know none refuse it. */
export function cachePoint(
  cached: CacheControl | undefined,
  model: CatalogModel,
  ignored: Set<string>,
): WireCachePoint[] {
  if (!cached) return [];
  if (isClaude(model))
    return [{ cachePoint: { type: 'default', ...(cached.ttl ? { ttl: cached.ttl } : {}) } }];
  ignored.add('messages[].content[].cache_control');
  return [];
}

function writeImage({ mimeType, data }: InlineData): WireBlock {
  const format = mimeType.replace(/^image\//, '');
  return { image: { format: format === 'jpg' ? 'jpeg' : format, source: { bytes: data } } };
}

const documentFormats: { [mimeType: string]: string } = {
  'application/pdf': 'pdf',
  'text/csv': 'csv',
  'application/msword': 'doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'text/html': 'html',
  'text/markdown': 'md',
};

const documentFormatOf = (mimeType: string): string | null =>
  documentFormats[mimeType] ?? (isText(mimeType) ? 'txt' : null);

// Letters, digits, single spaces, hyphens and brackets are all that a name may have.
const plainName = (filename: string): string =>
  filename
    .replace(/[^A-Za-z0-9()[\]-]+/g, ' ')
    .trim()
    .slice(0, 180) || 'document';
