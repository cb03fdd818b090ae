// https://cloud.google.com/vertex-ai/generative-ai/docs/learn/locations
import { ConfigError } from '../../config.ts';
import type { Connect } from '../connect.ts';
import type { Provider } from '../provider.ts';

export const vertexVariables = [
  'GOOGLE_VERTEX_PROJECT',
  'GOOGLE_VERTEX_LOCATION',
  'GOOGLE_APPLICATION_CREDENTIALS',
];

/** The address of a publisher's models in a project, with Google's application default credentials. */
export const connectVertex =
  (publisher: 'google' | 'anthropic'): Connect =>
  (given, environment) => {
    const project = given.project ?? environment['GOOGLE_VERTEX_PROJECT']?.trim() ?? '';
    if (project === '') return null;
    const named = given.location ?? environment['GOOGLE_VERTEX_LOCATION']?.trim() ?? '';
    const location = named === '' ? 'global' : named;
    // They become parts of a host and of a path.
    if (!/^[a-z0-9][a-z0-9.:-]*$/.test(project) || !/^[a-z][a-z0-9-]*$/.test(location))
      throw new ConfigError(`Vertex AI: "${project}" in "${location}" is no project in a location.`);
    const host = location === 'global' ? '' : `${location}-`;
    return {
      baseUrl: `https://${host}aiplatform.googleapis.com/v1/projects/${project}/locations/${location}/publishers/${publisher}`,
      sign: signWithGoogle(project),
    };
  };

/**
 * Short-lived tokens, fetched when they are needed. Where the credentials come from is Google's library's to find:
 * GOOGLE_APPLICATION_CREDENTIALS, the file that gcloud wrote, or the machine.
 */
function signWithGoogle(projectId: string): NonNullable<Provider['sign']> {
  let auth: Promise<{ getRequestHeaders(): Promise<Headers> }> | null = null;
  // Loaded by who uses it: it is a large library.
  const load = async () => {
    const { GoogleAuth } = await import('google-auth-library');
    return new GoogleAuth({ projectId, scopes: 'https://www.googleapis.com/auth/cloud-platform' });
  };
  return async () => {
    auth ??= load();
    return Object.fromEntries(await (await auth).getRequestHeaders());
  };
}
