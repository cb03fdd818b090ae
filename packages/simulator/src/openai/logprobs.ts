import { randomFrom } from '../random.ts';
import type { Piece } from '../tokenizer.ts';

export type LogprobsAsked = { top: number };

const others = [
  ' the',
  ' a',
  ' and',
  ' of',
  ' to',
  ' in',
  ' is',
  ' it',
  ' that',
  ' as',
  ' on',
  ' by',
  ' at',
  ' or',
] as const;

/** Made-up log probabilities of the right shape: the token said is the likeliest, the others follow. */
export function logprobsOf(pieces: readonly Piece[], asked: LogprobsAsked, offset: number) {
  const content = pieces.map(({ text }, index) => {
    const random = randomFrom(`${text}/${offset + index}`);
    const said = entry(text, -random.fraction() * 0.6);
    const rest = Array.from({ length: asked.top - 1 }, (_, rank) =>
      entry(`${others[rank % others.length]}${rank < others.length ? '' : rank}`, said.logprob - rank - 1),
    );
    return { ...said, top_logprobs: asked.top === 0 ? [] : [said, ...rest] };
  });
  return { content, refusal: null };
}

function entry(token: string, logprob: number) {
  return { token, logprob: Number(logprob.toFixed(6)), bytes: [...Buffer.from(token)] };
}
