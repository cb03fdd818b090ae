// The route without its framework, to be asked with curl.
import { serve } from '../serve.ts';
import { POST } from './route.ts';

await serve((request) => (request.method === 'POST' ? POST(request) : new Response(null, { status: 405 })));
