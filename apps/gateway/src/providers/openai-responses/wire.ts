import type { Responses } from 'openai/resources/responses/responses';
import type { AdapterCall, CarriedField } from '../adapter.ts';

export type Body = Responses.ResponseCreateParams;
export type InputItem = Responses.ResponseInputItem;
export type ReasoningItem = Responses.ResponseReasoningItem;
export type InputPart = Responses.ResponseInputContent;
export type WireTool = Responses.Tool;

/** What differs between those who serve the Responses API. */
export type ResponsesDialect = {
  id: string;
  /** The name of its reasoning in `reasoning_details`: nobody else can read what is encrypted. */
  format: string;
  /** Fields that this model refuses: not sent, and named in the answer. */
  withheld?(call: AdapterCall): readonly CarriedField[];
  /** Whether the model reasons. */
  reasons(call: AdapterCall): boolean;
  /** Whether a search can be given a place and a size; and the name for the domains to leave out, if there is one. */
  search: { tuned: boolean; blockedDomains: string | null };
};
