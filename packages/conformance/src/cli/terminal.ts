/** What the command writes to and asks. */
export type Terminal = {
  out(text: string): void;
  error(text: string): void;
  /** Whether a line can be written over. */
  isTerminal: boolean;
  colors: boolean;
  /** Whether somebody is there to press Enter. */
  isAttended: boolean;
  waitForEnter(): Promise<void>;
};
