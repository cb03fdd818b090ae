import type { AdapterCall } from '../adapter.ts';
import { effortOf, levelOf } from '../reasoning-request.ts';
import type { Wire } from './dialect.ts';

/**
 * Reasoning as servers of open models turn it on and off: by arguments of the chat template. Its switch is called
 * `enable_thinking` or `thinking`, and a template passes over what it doesn't know. The effort goes beside it.
 */
export function templateReasoning(call: AdapterCall): Wire {
  const effort = effortOf(call.request);
  if (effort === null) return {};
  const on = effort !== 'none';
  const level = levelOf(call);
  return {
    ...(on && level !== null ? { reasoning_effort: level } : {}),
    chat_template_kwargs: { enable_thinking: on, thinking: on },
  };
}
