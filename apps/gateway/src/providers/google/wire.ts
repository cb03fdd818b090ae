// https://ai.google.dev/api/generate-content
import type {
  Content,
  GenerationConfig,
  ImageConfig,
  Part,
  ServiceTier,
  ThinkingConfig,
  Tool,
  ToolConfig,
} from '@google/genai';
import type { JsonObject } from '../json.ts';

/** A type of the official client, with every enum as the text that it is on the wire. */
type OnWire<T> = T extends string
  ? `${T}`
  : T extends readonly (infer Item)[]
    ? OnWire<Item>[]
    : T extends object
      ? { [Key in keyof T]: OnWire<T[Key]> }
      : T;

/** A call that Google served itself, and its result. They go back as they came, unread. */
export type ServedPart = { toolCall?: JsonObject; toolResponse?: JsonObject; thoughtSignature?: string };

export type WirePart = OnWire<Part> | ServedPart;
export type WireContent = Omit<OnWire<Content>, 'parts'> & { parts: WirePart[] };
export type WireThinkingConfig = OnWire<ThinkingConfig>;
export type WireToolConfig = OnWire<ToolConfig>;
export type WireTool = OnWire<Pick<Tool, 'functionDeclarations' | 'googleSearch'>>;
export type WireGenerationConfig = OnWire<GenerationConfig> & { imageConfig?: OnWire<ImageConfig> };

/** The body of `generateContent` and of `streamGenerateContent`. */
export type GenerateContentBody = {
  contents: WireContent[];
  systemInstruction?: WireContent;
  tools?: WireTool[];
  toolConfig?: WireToolConfig;
  generationConfig?: WireGenerationConfig;
  serviceTier?: OnWire<ServiceTier>;
};
