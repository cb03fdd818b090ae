import type { Citation } from '../answer/answer.ts';
import { hash } from '../random.ts';
import { sign } from '../signature.ts';
import type { Block } from './blocks.ts';

const QUERY_FRAGMENT = 12;

/** The search and what it found, before the text that cites it. */
export function searchBlocks(id: string, citations: readonly Citation[], query: string): Block[] {
  const toolUseId = `srvtoolu_${hash(id).slice(0, 24)}`;
  const head = { type: 'server_tool_use', id: toolUseId, name: 'web_search' };
  const json = JSON.stringify({ query });
  const fragments = ['', ...(json.match(new RegExp(`.{1,${QUERY_FRAGMENT}}`, 'gsu')) ?? [])];
  const found = {
    type: 'web_search_tool_result',
    tool_use_id: toolUseId,
    content: citations.map(({ url, title }) => ({
      type: 'web_search_result',
      title,
      url,
      encrypted_content: sign(`content/${url}`, id),
      page_age: null,
    })),
  };
  return [
    {
      whole: { ...head, input: { query } },
      start: { ...head, input: {} },
      startTokens: 0,
      deltas: fragments.map((text) => ({
        delta: { type: 'input_json_delta', partial_json: text },
        tokens: 0,
      })),
    },
    { whole: found, start: found, startTokens: 0, deltas: [] },
  ];
}

export function sourceCitation({ url, title }: Citation) {
  return {
    type: 'web_search_result_location',
    cited_text: `${title} has a page about it.`,
    url,
    title,
    encrypted_index: sign(`index/${url}`, 'source'),
  };
}
