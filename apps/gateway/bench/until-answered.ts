import { setTimeout } from 'node:timers/promises';

const patienceMs = 30_000;

/** Asks again and again until somebody answers, and so that `isRight`. The milliseconds it took are as exact as a poll. */
export async function untilAnswered(url: string, isRight: (response: Response) => boolean): Promise<void> {
  const untilMs = performance.now() + patienceMs;
  while (performance.now() < untilMs) {
    const response = await fetch(url).catch(() => null);
    await response?.body?.cancel();
    if (response !== null && isRight(response)) return;
    await setTimeout(10);
  }
  throw new Error(`Nobody answered at ${url} in ${patienceMs / 1000} s.`);
}
