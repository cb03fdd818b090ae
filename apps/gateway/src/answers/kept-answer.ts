/** An answer as it was sent: the JSON of a whole one, or all events of a stream. */
export type KeptAnswer = {
  /** Of the request that it was made for. */
  requestId: string;
  text: string;
};
