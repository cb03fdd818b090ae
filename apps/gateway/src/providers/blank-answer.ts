import type { ProviderAnswer } from './adapter.ts';

/** Whether an answer holds nothing, cost nothing, and doesn't say why. */
export function isBlank({ choices, usage }: ProviderAnswer): boolean {
  if ((usage?.completion_tokens ?? 0) > 0) return false;
  return choices.every(({ message, finish_reason: reason }) => {
    if (reason !== 'stop') return false;
    const { role: _role, ...parts } = message;
    return Object.values(parts).every((part) => part === null || part === '');
  });
}
