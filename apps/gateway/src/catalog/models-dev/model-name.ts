// Hosts write the maker, the version of the weights, or the point of a number in ways of their own.
const ways: [pattern: RegExp, ours: string][] = [
  [/^.*\//, ''],
  [/^deepseek\./, 'deepseek-'],
  [/^(amazon|anthropic|google|meta|minimax|mistral|moonshot|moonshotai|nvidia|openai|qwen|writer|zai)\./, ''],
  [/-v\d+:\d+$|-\d+:0$/, ''],
  [/@default$/, ''],
  [/@/, '-'],
];

/** The one name by which a model goes at all its hosts: `gpt-oss-120b` of `openai/gpt-oss-120b` and `openai.gpt-oss-120b-1:0`. */
export function modelName(native: string): string {
  const plain = ways.reduce((name, [pattern, ours]) => name.replace(pattern, ours), native.toLowerCase());
  if (plain.startsWith('claude-'))
    return plain
      .replace(/\./g, '-')
      .replace(/-v\d+$/, '')
      .replace(/-\d{8}$/, '');
  return plain
    .replace(/(\d)p(\d)/g, '$1.$2')
    .replace(/^llama(\d)-(\d)-/, 'llama-$1.$2-')
    .replace(/^llama(\d)-/, 'llama-$1-');
}
