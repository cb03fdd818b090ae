/** What a run may be narrowed to. */
export const profiles = ['core', 'tools', 'streaming', 'reasoning', 'errors', 'money', 'all'] as const;

export type Profile = (typeof profiles)[number];

type AreaRow = {
  /** The first letter of the ids of its checks. */
  letter: string;
  title: string;
  profiles: readonly Exclude<Profile, 'all'>[];
};

/** The areas of behaviour, in the order in which they are run and reported. */
export const areas = {
  core: { letter: 'C', title: 'Answers', profiles: ['core'] },
  models: { letter: 'L', title: 'Lists of models', profiles: ['core'] },
  auth: { letter: 'A', title: 'Keys', profiles: ['core', 'errors'] },
  validation: { letter: 'V', title: 'Requests that are wrong', profiles: ['core', 'errors'] },
  streaming: { letter: 'S', title: 'The grammar of streams', profiles: ['streaming'] },
  equality: { letter: 'Q', title: 'Streamed equals whole', profiles: ['streaming'] },
  tools: { letter: 'T', title: 'Tool calls', profiles: ['tools'] },
  structured: { letter: 'J', title: 'Structured output', profiles: ['tools'] },
  reasoning: { letter: 'R', title: 'Reasoning', profiles: ['reasoning'] },
  multimodal: { letter: 'I', title: 'Images, sound and files', profiles: ['core'] },
  money: { letter: 'M', title: 'Usage and money', profiles: ['money'] },
  errors: { letter: 'E', title: 'Errors', profiles: ['errors'] },
  limits: { letter: 'B', title: 'Bad input', profiles: ['errors'] },
  abort: { letter: 'H', title: 'Callers that hang up', profiles: ['streaming', 'errors'] },
  forwarding: { letter: 'P', title: 'Parameters reach the provider', profiles: ['core'] },
  faults: { letter: 'F', title: 'Providers that fail', profiles: ['errors', 'streaming'] },
  routing: { letter: 'W', title: 'Routing is told', profiles: ['core'] },
  idempotency: { letter: 'K', title: 'Requests sent twice', profiles: ['errors', 'money'] },
} as const satisfies Record<string, AreaRow>;

export type Area = keyof typeof areas;
