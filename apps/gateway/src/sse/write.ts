/** One event, as it goes over the wire. */
export const sseEvent = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

export const sseDone = 'data: [DONE]\n\n';

/** A comment: it keeps the connection alive and means nothing. */
export const ssePing = ': ping\n\n';
