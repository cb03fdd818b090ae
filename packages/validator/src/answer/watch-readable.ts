import { finished, type Readable, Transform } from 'node:stream';
import type { StreamWatch } from './watch-stream.ts';

/** A stream of Node's that passes through a watch. It is read no faster than the result is, and destroyed with it. */
export function watchReadable(source: Readable, watch: StreamWatch): Readable {
  const watched = new Transform({
    transform(chunk: Uint8Array, _, done) {
      if (watch.over()) return done();
      this.push(watch.push(chunk));
      if (watch.over()) {
        this.push(null);
        source.destroy();
      }
      done();
    },
    flush(done) {
      this.push(watch.end());
      done();
    },
  });
  finished(source, (error) => {
    if (error == null || watch.over()) return;
    watch.end();
    watched.destroy(error);
  });
  watched.once('close', () => {
    watch.abandon();
    source.destroy();
  });
  return source.pipe(watched);
}
