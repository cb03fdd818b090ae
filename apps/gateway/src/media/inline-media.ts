import type { ChatCompletionRequest, ChatMessage, UserContentPart } from '@parley/types';
import { gatewayError } from '../gateway-error.ts';
import { MediaError, type MediaFetcher } from './fetch-media.ts';

const remote = /^https?:\/\//i;

/** The request with every remote image and file in it fetched, and put in its place as a `data:` URL. */
export async function inlineMedia(
  request: ChatCompletionRequest,
  fetcher: MediaFetcher,
  signal: AbortSignal,
): Promise<ChatCompletionRequest> {
  if (!request.messages.some(hasRemote)) return request;
  const messages = request.messages.map((message, index): ChatMessage | Promise<ChatMessage> => {
    if (message.role !== 'user' || typeof message.content === 'string' || !hasRemote(message)) return message;
    const parts = message.content.map((part, position) =>
      inlinePart(part, `messages[${index}].content[${position}]`, (url, param) => fetchFor(url, param)),
    );
    return Promise.all(parts).then((content) => ({ ...message, content }));
  });
  return { ...request, messages: await Promise.all(messages) };

  async function fetchFor(url: string, param: string): Promise<string> {
    try {
      return await fetcher.load(url, signal);
    } catch (thrown) {
      if (!(thrown instanceof MediaError)) throw thrown;
      const message = `${param} could not be fetched: ${thrown.message}.`;
      throw gatewayError('invalid_parameter', { message }, { param, cause: thrown });
    }
  }
}

const addressOf = (part: UserContentPart): string => {
  if (part.type === 'image_url') return part.image_url.url;
  return part.type === 'file' ? (part.file.file_data ?? '') : '';
};

const hasRemote = (message: ChatMessage): boolean =>
  message.role === 'user' &&
  typeof message.content !== 'string' &&
  message.content.some((part) => remote.test(addressOf(part)));

async function inlinePart(
  part: UserContentPart,
  param: string,
  fetchFor: (url: string, param: string) => Promise<string>,
): Promise<UserContentPart> {
  const address = addressOf(part);
  if (!remote.test(address)) return part;
  if (part.type === 'image_url') {
    const url = await fetchFor(address, `${param}.image_url.url`);
    return { ...part, image_url: { ...part.image_url, url } };
  }
  if (part.type !== 'file') return part;
  return { ...part, file: { ...part.file, file_data: await fetchFor(address, `${param}.file.file_data`) } };
}
