import { aiSdk } from './ai-sdk.ts';
import { curl } from './curl.ts';
import { openaiJs } from './openai-js.ts';
import { openaiPython } from './openai-python.ts';
import { parleyClient } from './parley-client.ts';
import type { Snippet } from './snippet.ts';

/** The ways to say a request, in the order of their tabs. */
export const languages: readonly { id: string; label: string; write(snippet: Snippet): string }[] = [
  { id: 'curl', label: 'curl', write: curl },
  { id: 'client', label: '@parley/client', write: parleyClient },
  { id: 'openai', label: 'openai', write: openaiJs },
  { id: 'ai-sdk', label: 'AI SDK', write: aiSdk },
  { id: 'python', label: 'Python', write: openaiPython },
];
