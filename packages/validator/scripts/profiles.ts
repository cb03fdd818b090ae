import type { Document } from './document.ts';
import { openaiDocument } from './openai-document.ts';

/** What validators are generated for: a document, and the rules that hold beside its schemas. */
export type Profile = {
  /** Where its files go, below src/generated; and where src is, seen from there. */
  folder: string;
  source: string;
  document: Document;
  /** Schemas of which a validator is exported though no operation holds them by themselves. */
  alsoExported: string[];
  /** The module that has types of schemas, and which it has. */
  types: { from: string; names: string[] | 'all' };
  /** By schema: the function that checks its rules, and its file in src. */
  rules: Record<string, { name: string; from: string }>;
  /** By the schema of an event: what a module of an operation with such a stream exports, and from which file. */
  streams: Record<string, Record<string, string>>;
};

export function profilesOf(document: Document): Profile[] {
  return [
    {
      folder: '.',
      source: '..',
      document,
      alsoExported: ['ChatChunk', 'ChatStreamError', 'Usage', 'ChatMetadata', 'PriceRow'],
      types: { from: '@parley/types', names: 'all' },
      rules: {
        ChatCompletionRequest: { name: 'checkRequestRules', from: 'rules/request.ts' },
        ChatCompletion: { name: 'checkCompletionRules', from: 'rules/completion.ts' },
      },
      streams: {
        ChatStreamEvent: { streamChecker: 'stream-checker.ts', validateChunk: 'validate-chunk.ts' },
      },
    },
    {
      folder: 'openai',
      source: '../..',
      document: openaiDocument(document),
      alsoExported: ['ChatChunk', 'ChatStreamError'],
      types: {
        from: '../../openai/types.ts',
        names: ['ChatChunk', 'ChatCompletion', 'ChatCompletionRequest'],
      },
      rules: {
        ChatCompletionRequest: { name: 'checkRequestRules', from: 'openai/request.ts' },
        ChatCompletion: { name: 'checkCompletionRules', from: 'openai/completion.ts' },
      },
      streams: {
        ChatStreamEvent: {
          streamChecker: 'openai/stream-checker.ts',
          validateChunk: 'openai/validate-chunk.ts',
        },
      },
    },
  ];
}
