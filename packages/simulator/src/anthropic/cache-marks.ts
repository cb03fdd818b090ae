import { isArray, isObject, type JsonObject } from '../json.ts';

/** A `cache_control` of a request: the request up to it, and whether it stands in the last message. */
export type CacheMark = { ttl: '5m' | '1h'; prefix: JsonObject; inLastMessage: boolean };

/** In the order of the prompt: tools, system, messages. One beside the messages marks the last of them. */
export function cacheMarks(body: JsonObject): CacheMark[] {
  const messages = isArray(body.messages) ? body.messages : [];
  const { tools, system } = body;
  const marks: CacheMark[] = [];
  const add = (control: unknown, prefix: JsonObject, inLastMessage: boolean): void => {
    if (isObject(control)) marks.push({ ttl: control.ttl === '1h' ? '1h' : '5m', prefix, inLastMessage });
  };
  for (const [index, tool] of list(tools)) {
    add(tool.cache_control, { tools: upTo(tools, index), messages: [] }, false);
  }
  for (const [index, block] of list(system)) {
    add(block.cache_control, { tools, system: upTo(system, index), messages: [] }, false);
  }
  for (const [index, message] of list(messages)) {
    const { content } = message;
    for (const [place, block] of list(content)) {
      const here = { ...message, content: upTo(content, place) };
      const prefix = { tools, system, messages: [...messages.slice(0, index), here] };
      add(block.cache_control, prefix, index === messages.length - 1);
    }
  }
  add(body.cache_control, { tools, system, messages }, true);
  return marks;
}

function list(value: unknown): [number, JsonObject][] {
  const items = isArray(value) ? [...value.entries()] : [];
  return items.flatMap(([index, item]) => (isObject(item) ? [[index, item]] : []));
}

function upTo(value: unknown, index: number): unknown[] {
  return isArray(value) ? value.slice(0, index + 1) : [];
}
