/** A path of this site, wherever it is served: `/reference/` under the base of the build. */
export const within = (path: string): string => import.meta.env.BASE_URL.replace(/\/$/, '') + path;
