/** US dollars per million tokens. */
export type SourceCost = {
  input?: number;
  output?: number;
  cache_read?: number;
  cache_write?: number;
  input_audio?: number;
  output_audio?: number;
  reasoning?: number;
};

export type ReasoningOption = { type: string; values?: string[]; min?: number; max?: number };

/** A model as models.dev describes it, as far as it is read: source-model.schema.json. */
export type SourceModel = {
  id: string;
  name: string;
  release_date: string;
  status?: string;
  reasoning: boolean;
  tool_call: boolean;
  structured_output?: boolean;
  provider?: object;
  reasoning_options?: ReasoningOption[];
  limit: { context?: number; output?: number };
  modalities: { input: string[]; output: string[] };
  cost?: SourceCost & { input: number; output: number; tiers?: (SourceCost & { tier: { size: number } })[] };
};
