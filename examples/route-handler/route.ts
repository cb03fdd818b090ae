// A route handler as Next.js wants it in app/api/chat/route.ts: the key stays on the server, and the words go to the
// browser as they come. Whatever takes `(Request) => Response` takes this too.
import { createClient, ParleyError } from '@parley/client';
import { z } from 'zod';
import { apiKey, baseUrl, model } from '../gateway.ts';

const client = createClient({ baseUrl, apiKey });
const Asked = z.object({ question: z.string().min(1).max(4000) });

export async function POST(request: Request): Promise<Response> {
  // On a server of yours, ask here who it is: who may call this spends what the key may spend.
  const asked = Asked.safeParse(await request.json().catch(() => undefined));
  if (!asked.success) return Response.json({ error: z.prettifyError(asked.error) }, { status: 400 });

  try {
    const stream = await client.chat.completions.create(
      { model, messages: [{ role: 'user', content: asked.data.question }], stream: true },
      { signal: request.signal },
    );
    // When the stream breaks off, so does this answer: a reader of it throws, and takes no half for a whole.
    const words = ReadableStream.from(stream.text()).pipeThrough(new TextEncoderStream());
    return new Response(words, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    // What went wrong is for your log. The browser is told whether to try again.
    console.error(`${error.code}: ${error.message}`);
    return Response.json({ error: 'There is no answer.' }, { status: error.retryable ? 503 : 500 });
  }
}
