/** The id of a tool call as Bedrock takes it. Another provider's may be of another form; its end tells it from the others. */
export const wireIdOf = (id: string): string => id.replace(/[^a-zA-Z0-9_.:-]/g, '_').slice(-64);
