/** The gateway isn't there, or can't answer the simplest question: there is nothing to check. */
export class CannotRun extends Error {
  override name = 'CannotRun';
}
