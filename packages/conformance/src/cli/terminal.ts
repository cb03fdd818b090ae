/** What the command writes to and reads from. */
export type Terminal = {
  out(text: string): void;
  error(text: string): void;
  /** Whether a line can be written over. */
  isTerminal: boolean;
  colors: boolean;
  input: NodeJS.ReadStream;
};
