/** A request on its way through the gateway, recorded from a gateway that ran. */
export type Journey = {
  id: string;
  /** What it shows: the name of its tab. */
  label: string;
  /** The body, as it was sent. */
  request: string;
  stops: Stop[];
  /** How it ended, in one sentence. */
  end: string;
};

/** One step of the path, or one attempt within it. */
export type Stop = {
  /** As its file in apps/gateway/src/pipeline is called. */
  step: string;
  /** What happened there, in a few words. */
  note: string;
  /** What went over the wire there, or was decided. */
  shown: { title: string; text: string };
  outcome: 'passed' | 'failed' | 'ended';
};

/** One line of a bill: what was counted, at which price, and what that makes. */
export type BillLine = { what: string; count: number; perMillion: string; cost: string };

/** The answer that the landing page takes apart. */
export type ShownAnswer = {
  /** What it says of itself, in short. */
  receipt: { name: string; value: string; mark: string }[];
  /** Its `metadata.routing`, as it came. */
  routing: string;
  price: { id: string; source: string };
  lines: BillLine[];
  total: string;
};
