import { isArray, isObject, type JsonObject } from '../json.ts';
import type { Failure } from '../server/wire.ts';
import * as is from '../shape.ts';
import { cacheControl, toolName } from './content-shapes.ts';
import { refusal } from './errors.ts';

const custom = is.members(
  {
    type: is.nullable(is.oneOf('custom')),
    name: toolName,
    description: is.string,
    input_schema: (value, path) =>
      is.object(value, path) ??
      is.oneOf('object')(isObject(value) ? value.type : undefined, [...path, 'type']),
    cache_control: cacheControl,
    strict: is.boolean,
    input_examples: is.listOf(is.object),
    eager_input_streaming: is.nullable(is.boolean),
    defer_loading: is.boolean,
    allowed_callers: is.listOf(is.string),
  },
  ['name', 'input_schema'],
);

const domains = is.nullable(is.listOf(is.string));
const webSearch = is.members(
  {
    type: is.string,
    name: is.oneOf('web_search'),
    max_uses: is.nullable(is.integer(1)),
    allowed_domains: domains,
    blocked_domains: domains,
    user_location: is.nullable(
      is.tagged({
        approximate: is.members(
          Object.fromEntries(
            ['city', 'region', 'country', 'timezone'].map((name) => [name, is.nullable(is.string)]),
          ),
        ),
      }),
    ),
    cache_control: cacheControl,
    strict: is.boolean,
    defer_loading: is.boolean,
    allowed_callers: is.listOf(is.string),
  },
  ['name'],
);

export const tool: is.Shape = (value, path) => (isWebSearch(value) ? webSearch : custom)(value, path);

export function isWebSearch(tool: unknown): boolean {
  return isObject(tool) && /^web_search_\d{8}$/.test(String(tool.type));
}

/** What goes wrong between `tools` and `tool_choice`. */
export function checkTools(body: JsonObject): Failure | null {
  const tools = (isArray(body.tools) ? body.tools : []).filter(isObject);
  const names = tools.map(({ name }) => name);
  if (new Set(names).size < names.length) return refusal('tools: Tool names must be unique.');
  const choice = body.tool_choice;
  if (!isObject(choice)) return null;
  if (tools.length === 0) return refusal('tool_choice: may only be specified while providing tools.');
  if (choice.type === 'tool' && !names.includes(choice.name))
    return refusal(`Tool '${choice.name}' not found in provided tools`);
  const search = tools.find(isWebSearch);
  if (isArray(search?.allowed_domains) && isArray(search.blocked_domains))
    return refusal('tools: only one of `allowed_domains` and `blocked_domains` may be given.');
  return null;
}
