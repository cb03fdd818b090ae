/** What a check found: that something isn't as it should be, or that it couldn't look. */
export type Finding = { expected: string; found: string } | { skipped: string };

export function mismatch(expected: string, found: string): Finding {
  return { expected, found };
}

/** For what shows only while the check runs, such as an ability that the gateway says it lacks. */
export function skip(reason: string): Finding {
  return { skipped: reason };
}
