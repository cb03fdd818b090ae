import type { Coverage } from '../adapter.ts';
import { coverage } from './coverage.ts';

type Rows = { [Side in keyof Coverage]?: Partial<Coverage[Side]> };

/**
 * The table of a provider that takes what OpenAI's documents name and nothing else: no search, no samplers of the
 * open models, no sound and pictures. Its own rows go over that.
 */
export const chatCoverage = ({ request, message }: Rows = {}): Coverage => ({
  request: {
    ...coverage.request,
    top_k: 'ignored',
    min_p: 'ignored',
    top_a: 'ignored',
    repetition_penalty: 'ignored',
    verbosity: 'ignored',
    web_search: 'ignored',
    web_search_options: 'ignored',
    modalities: 'ignored',
    audio: 'ignored',
    image_config: 'ignored',
    prompt_cache_key: 'ignored',
    ...request,
  },
  message: { ...coverage.message, ...message },
});

/** The rows of a message whose reasoning goes back. */
export const reasoningGoesBack = {
  reasoning: 'translated',
  reasoning_content: 'translated',
  reasoning_details: 'translated',
} as const;
