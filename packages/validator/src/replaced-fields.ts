/** Fields of OpenAI's that the contract admits empty only, and what took their place. */
export const replacedFields: ReadonlyMap<string, string> = new Map([
  ['functions', 'tools'],
  ['function_call', 'tool_choice'],
  ['messages[].function_call', 'tool_calls'],
]);
