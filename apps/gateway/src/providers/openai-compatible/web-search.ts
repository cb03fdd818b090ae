import type { ChatCompletionRequest, WebSearchTool } from '@parley/types';
import type { Dialect, Wire } from './dialect.ts';

const defaultTakes = ['user_location', 'search_context_size'] as const;

/** The three ways to ask for a search as one. An explicit tool wins, and of several the first. */
export function wantedSearch({
  tools,
  web_search,
  web_search_options: options,
}: ChatCompletionRequest): WebSearchTool | null {
  const tool = tools?.find((candidate): candidate is WebSearchTool => candidate.type === 'web_search');
  if (tool !== undefined) return tool;
  if (!options) return web_search ? { type: 'web_search' } : null;
  const { user_location: location, search_context_size: size } = options;
  return {
    type: 'web_search',
    ...(size ? { search_context_size: size } : {}),
    ...(location ? { user_location: location.approximate } : {}),
  };
}

/** The fields that ask for the search, and what of it can't be asked for. */
export function writeWebSearch(
  request: ChatCompletionRequest,
  { coverage, searchTakes = defaultTakes, webSearch = webSearchOptions }: Dialect,
): { fields: Wire; ignored: string[] } {
  const wanted = wantedSearch(request);
  if (wanted === null) return { fields: {}, ignored: [] };
  const position = positionOfTool(request);
  if (coverage.request.web_search === 'ignored')
    return { fields: {}, ignored: position < 0 ? [] : [`tools[${position}]`] };
  const taken = new Set<string>(['type', ...searchTakes]);
  const lost = Object.entries(wanted).filter(([field, value]) => value != null && !taken.has(field));
  return { fields: webSearch(wanted), ignored: lost.map(([field]) => placeInRequest(request, field)) };
}

const positionOfTool = ({ tools }: ChatCompletionRequest): number =>
  tools?.findIndex(({ type }) => type === 'web_search') ?? -1;

/** Where the caller said this of the search. */
export function placeInRequest(request: ChatCompletionRequest, field: string): string {
  const position = positionOfTool(request);
  return position < 0 ? `web_search_options.${field}` : `tools[${position}].${field}`;
}

/** The parts of a place that are known. */
export const placeOf = (location: NonNullable<WebSearchTool['user_location']>): Wire =>
  Object.fromEntries(
    ['city', 'region', 'country', 'timezone'].flatMap((part) => {
      const value = Object.entries(location).find(([name]) => name === part)?.[1];
      return value == null ? [] : [[part, value]];
    }),
  );

function webSearchOptions({ user_location: location, search_context_size: size }: WebSearchTool): Wire {
  return {
    web_search_options: {
      ...(size ? { search_context_size: size } : {}),
      ...(location ? { user_location: { type: 'approximate', approximate: placeOf(location) } } : {}),
    },
  };
}
