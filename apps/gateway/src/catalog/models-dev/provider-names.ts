// Where models.dev's name of a provider isn't ours.
const ours: { [theirs: string]: string } = {
  'amazon-bedrock': 'bedrock',
  'fireworks-ai': 'fireworks',
  'google-vertex': 'vertex',
  'google-vertex-anthropic': 'vertex-anthropic',
  'novita-ai': 'novita',
};

/** Our name of a provider of models.dev's. */
export const providerName = (theirs: string): string =>
  (Object.hasOwn(ours, theirs) ? ours[theirs] : null) ?? theirs;
