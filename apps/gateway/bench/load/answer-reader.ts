/** How far an answer has come. `failed`: it isn't a 200. */
export type Progress = 'head' | 'body' | 'complete' | 'failed';

export type AnswerReader = {
  /** Takes what came, of one answer at a time. */
  push(bytes: Buffer): Progress;
  /** What came of an answer that failed. */
  readonly text: string;
};

const endOfHead = '\r\n\r\n';
const endOfChunks = '0\r\n\r\n';

/** Tells where an answer ends, and nothing else: it must cost next to nothing. */
export function createAnswerReader(): AnswerReader {
  let head = '';
  let progress: Progress = 'head';
  /** Bytes still to come; -1: chunked. */
  let left = 0;
  let tail = '';

  function readHead(bytes: Buffer): Progress {
    const text = head + bytes.toString('latin1');
    const end = text.indexOf(endOfHead);
    if (end < 0) {
      head = text;
      return 'head';
    }
    head = text.slice(0, end);
    if (!head.startsWith('HTTP/1.1 200 ')) {
      head = text;
      return 'failed';
    }
    const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
    left = length === undefined ? -1 : Number(length);
    tail = '';
    progress = 'body';
    return readBody(text.length - end - endOfHead.length, text);
  }

  function readBody(length: number, text: string): Progress {
    if (left >= 0) {
      left -= length;
      return left <= 0 ? 'complete' : 'body';
    }
    tail = (tail + text).slice(-endOfChunks.length);
    return length > 0 && tail === endOfChunks ? 'complete' : 'body';
  }

  return {
    push(bytes) {
      const now =
        progress === 'head'
          ? readHead(bytes)
          : readBody(bytes.length, left >= 0 ? '' : bytes.toString('latin1', Math.max(0, bytes.length - 5)));
      if (now === 'complete') {
        head = '';
        progress = 'head';
      }
      return now;
    },
    get text() {
      return head;
    },
  };
}
