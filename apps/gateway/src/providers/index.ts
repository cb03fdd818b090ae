import { models } from '@parley/simulator';
import type { CatalogModel } from '../catalog/model.ts';
import { simulatorModels } from '../catalog/simulator-models.ts';
import type { Adapter } from './adapter.ts';
import { alibaba } from './alibaba/index.ts';
import { anthropic } from './anthropic/index.ts';
import { azure } from './azure/index.ts';
import { bedrockVariables, connectBedrock } from './bedrock/connect.ts';
import { bedrock } from './bedrock/index.ts';
import { cerebras } from './cerebras/index.ts';
import { cohere } from './cohere/index.ts';
import type { Connect } from './connect.ts';
import { deepinfra } from './deepinfra/index.ts';
import { deepseek } from './deepseek/index.ts';
import { fireworks } from './fireworks/index.ts';
import { google } from './google/index.ts';
import { groq } from './groq/index.ts';
import { huggingface } from './huggingface/index.ts';
import { minimax } from './minimax/index.ts';
import { mistral } from './mistral/index.ts';
import { moonshotai } from './moonshotai/index.ts';
import { nebius } from './nebius/index.ts';
import { novita } from './novita/index.ts';
import { nvidia } from './nvidia/index.ts';
import { ollama } from './ollama/index.ts';
import { openai, openaiChat } from './openai/index.ts';
import { openaiCompatible } from './openai-compatible/index.ts';
import { openaiResponses } from './openai-responses/index.ts';
import { openrouter } from './openrouter/index.ts';
import { perplexity } from './perplexity/index.ts';
import { togetherai } from './togetherai/index.ts';
import { connectVertex, vertexVariables } from './vertex/connect.ts';
import { vertex } from './vertex/index.ts';
import { vertexAnthropic } from './vertex-anthropic/index.ts';
import { vllm } from './vllm/index.ts';
import { xai } from './xai/index.ts';
import { zai } from './zai/index.ts';

export type KnownProvider = {
  adapter: Adapter;
  /** `null`: known only once it runs. A name in `${}` is an environment variable's. */
  baseUrl: string | null;
  /** Environment variables that hold its key, the first that is set wins. Without any, only the config switches it on. */
  keys: string[];
  /** For one whose address or credentials take more than a key; `variables` names what it reads of the environment. */
  connect?: Connect;
  variables?: string[];
  /** Its models, when they don't stand in the catalogue's files. */
  models?: () => CatalogModel[];
};

/** Every provider that a key alone switches on. The only list of them. */
export const knownProviders: Record<string, KnownProvider> = {
  openai: { adapter: openai, baseUrl: 'https://api.openai.com/v1', keys: ['OPENAI_API_KEY'] },
  alibaba: {
    adapter: alibaba,
    baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
    keys: ['DASHSCOPE_API_KEY'],
  },
  anthropic: { adapter: anthropic, baseUrl: 'https://api.anthropic.com/v1', keys: ['ANTHROPIC_API_KEY'] },
  azure: {
    adapter: azure,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: filled in from the environment
    baseUrl: 'https://${AZURE_RESOURCE_NAME}.openai.azure.com/openai/v1',
    keys: ['AZURE_API_KEY'],
  },
  bedrock: {
    adapter: bedrock,
    baseUrl: null,
    keys: ['AWS_BEARER_TOKEN_BEDROCK'],
    connect: connectBedrock,
    variables: bedrockVariables,
  },
  cerebras: { adapter: cerebras, baseUrl: 'https://api.cerebras.ai/v1', keys: ['CEREBRAS_API_KEY'] },
  cohere: { adapter: cohere, baseUrl: 'https://api.cohere.com/v2', keys: ['COHERE_API_KEY'] },
  deepinfra: {
    adapter: deepinfra,
    baseUrl: 'https://api.deepinfra.com/v1/openai',
    keys: ['DEEPINFRA_API_KEY', 'DEEPINFRA_TOKEN'],
  },
  deepseek: { adapter: deepseek, baseUrl: 'https://api.deepseek.com', keys: ['DEEPSEEK_API_KEY'] },
  fireworks: {
    adapter: fireworks,
    baseUrl: 'https://api.fireworks.ai/inference/v1',
    keys: ['FIREWORKS_API_KEY'],
  },
  google: {
    adapter: google,
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
    keys: ['GEMINI_API_KEY', 'GOOGLE_API_KEY'],
  },
  groq: { adapter: groq, baseUrl: 'https://api.groq.com/openai/v1', keys: ['GROQ_API_KEY'] },
  huggingface: {
    adapter: huggingface,
    baseUrl: 'https://router.huggingface.co/v1',
    keys: ['HF_TOKEN', 'HUGGINGFACE_API_KEY'],
  },
  minimax: { adapter: minimax, baseUrl: 'https://api.minimax.io/v1', keys: ['MINIMAX_API_KEY'] },
  mistral: { adapter: mistral, baseUrl: 'https://api.mistral.ai/v1', keys: ['MISTRAL_API_KEY'] },
  moonshotai: { adapter: moonshotai, baseUrl: 'https://api.moonshot.ai/v1', keys: ['MOONSHOT_API_KEY'] },
  nebius: {
    adapter: nebius,
    baseUrl: 'https://api.tokenfactory.nebius.com/v1',
    keys: ['NEBIUS_API_KEY'],
  },
  novita: { adapter: novita, baseUrl: 'https://api.novita.ai/openai', keys: ['NOVITA_API_KEY'] },
  nvidia: { adapter: nvidia, baseUrl: 'https://integrate.api.nvidia.com/v1', keys: ['NVIDIA_API_KEY'] },
  ollama: { adapter: ollama, baseUrl: 'http://127.0.0.1:11434/v1', keys: [] },
  openrouter: {
    adapter: openrouter,
    baseUrl: 'https://openrouter.ai/api/v1',
    keys: ['OPENROUTER_API_KEY'],
  },
  perplexity: { adapter: perplexity, baseUrl: 'https://api.perplexity.ai', keys: ['PERPLEXITY_API_KEY'] },
  togetherai: {
    adapter: togetherai,
    baseUrl: 'https://api.together.xyz/v1',
    keys: ['TOGETHER_API_KEY', 'TOGETHER_AI_API_KEY'],
  },
  vertex: {
    adapter: vertex,
    baseUrl: null,
    keys: [],
    connect: connectVertex('google'),
    variables: vertexVariables,
  },
  'vertex-anthropic': {
    adapter: vertexAnthropic,
    baseUrl: null,
    keys: [],
    connect: connectVertex('anthropic'),
    variables: vertexVariables,
  },
  vllm: { adapter: vllm, baseUrl: null, keys: [] },
  xai: { adapter: xai, baseUrl: 'https://api.x.ai/v1', keys: ['XAI_API_KEY'] },
  zai: {
    adapter: zai,
    baseUrl: 'https://api.z.ai/api/paas/v4',
    keys: ['ZAI_API_KEY', 'ZHIPU_API_KEY'],
  },
  simulator: {
    adapter: openaiChat,
    baseUrl: null,
    keys: [],
    models: () => simulatorModels(models, '2026-11-22'),
  },
};

/** Adapters that a provider in the config can name. */
export const adapters: Record<string, Adapter> = Object.fromEntries(
  [openaiCompatible, openaiResponses, ...Object.values(knownProviders).map(({ adapter }) => adapter)].map(
    (adapter) => [adapter.id, adapter],
  ),
);
