/** What a soak found. */
export type Found = { isRight: boolean; summary: object };

/** Tells how far it is, a line at a time. */
export type Say = (line: string) => void;
