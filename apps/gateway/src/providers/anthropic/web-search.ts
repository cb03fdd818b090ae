// https://platform.claude.com/docs/en/agents-and-tools/tool-use/web-search-tool
import type { ChatCompletionRequest, WebSearchTool } from '@parley/types';
import type { WireTool } from './wire.ts';

/** The three ways to ask for a search as Anthropic's own tool. An explicit tool wins, and of several the first. */
export function writeWebSearch(request: ChatCompletionRequest, ignored: Set<string>): WireTool[] {
  const { tools, web_search: plain, web_search_options: options } = request;
  const tool = tools?.find((candidate): candidate is WebSearchTool => candidate.type === 'web_search');
  if (tool === undefined && !options && !plain) return [];
  const lost = (field: string) =>
    void ignored.add(`${tool === undefined ? 'web_search_options' : 'tools[]'}.${field}`);
  const location = tool === undefined ? options?.user_location?.approximate : tool.user_location;
  if ((tool ?? options)?.search_context_size) lost('search_context_size');
  const { max_uses: uses, allowed_domains: allowed, blocked_domains: blocked } = tool ?? {};
  // Anthropic takes one of the two lists.
  if (allowed?.length && blocked?.length) lost('blocked_domains');
  return [
    {
      type: 'web_search_20250305',
      name: 'web_search',
      ...(uses == null ? {} : { max_uses: uses }),
      ...(allowed?.length ? { allowed_domains: allowed } : {}),
      ...(blocked?.length && !allowed?.length ? { blocked_domains: blocked } : {}),
      ...(location ? { user_location: { ...placeOf(location), type: 'approximate' as const } } : {}),
    },
  ];
}

const placeOf = ({ city, region, country, timezone }: NonNullable<WebSearchTool['user_location']>) => ({
  ...(city ? { city } : {}),
  ...(region ? { region } : {}),
  ...(country ? { country } : {}),
  ...(timezone ? { timezone } : {}),
});
