import * as is from '../shape.ts';

const base64 = is.matching(/^[A-Za-z0-9+/]+={0,2}$/);
const url = is.matching(/^https?:\/\/./);
const text = is.matching(/./s);

export const cacheControl = is.nullable(is.tagged({ ephemeral: is.members({ ttl: is.oneOf('5m', '1h') }) }));
export const toolName = is.matching(/^[a-zA-Z0-9_-]{1,128}$/);
const toolUseId = is.matching(/^[a-zA-Z0-9_-]+$/);

export const textBlock = is.members(
  { text: is.string, citations: is.nullable(is.listOf(is.object)), cache_control: cacheControl },
  ['text'],
);

const image = is.members(
  {
    source: is.tagged({
      base64: is.members(
        { media_type: is.oneOf('image/jpeg', 'image/png', 'image/gif', 'image/webp'), data: base64 },
        ['media_type', 'data'],
      ),
      url: is.members({ url }, ['url']),
    }),
    cache_control: cacheControl,
  },
  ['source'],
);

const document = is.members(
  {
    source: is.tagged({
      base64: is.members({ media_type: is.oneOf('application/pdf'), data: base64 }, ['media_type', 'data']),
      text: is.members({ media_type: is.oneOf('text/plain'), data: text }, ['media_type', 'data']),
      content: is.members({ content: is.stringOr(is.listOf(is.tagged({ text: textBlock, image }), 1)) }, [
        'content',
      ]),
      url: is.members({ url }, ['url']),
    }),
    title: is.nullable(is.string),
    context: is.nullable(is.string),
    citations: is.nullable(is.members({ enabled: is.boolean })),
    cache_control: cacheControl,
  },
  ['source'],
);

const searchResult = is.members(
  {
    source: is.string,
    title: is.string,
    content: is.listOf(is.tagged({ text: textBlock }), 1),
    citations: is.members({ enabled: is.boolean }),
    cache_control: cacheControl,
  },
  ['source', 'title', 'content'],
);

const given = { text: textBlock, image, document, search_result: searchResult };

const toolResult = is.members(
  {
    tool_use_id: toolUseId,
    content: is.stringOr(is.listOf(is.tagged(given))),
    is_error: is.boolean,
    cache_control: cacheControl,
  },
  ['tool_use_id'],
);

const toolUse = is.members(
  { id: toolUseId, name: toolName, input: is.object, caller: is.object, cache_control: cacheControl },
  ['id', 'name', 'input'],
);

const found = is.tagged({
  web_search_result: is.members(
    { url: is.string, title: is.string, encrypted_content: is.string, page_age: is.nullable(is.string) },
    ['url', 'title', 'encrypted_content'],
  ),
});

const searchResults = is.members(
  { tool_use_id: toolUseId, content: is.listOf(found), caller: is.object, cache_control: cacheControl },
  ['tool_use_id', 'content'],
);

/** The blocks of content that each role may send. */
export const contentOfRole = {
  user: is.tagged({ ...given, tool_result: toolResult }),
  assistant: is.tagged({
    text: textBlock,
    thinking: is.members({ thinking: is.string, signature: is.string }, ['thinking', 'signature']),
    redacted_thinking: is.members({ data: is.string }, ['data']),
    tool_use: toolUse,
    server_tool_use: toolUse,
    web_search_tool_result: searchResults,
  }),
};
