/** Of the machine's own clock, which all processes share. */
export const microseconds = (): number => Number(process.hrtime.bigint() / 1000n);
