/** The caller closed the connection before the request had arrived. Nobody is left to answer, and nothing is wrong here. */
export class CallerHungUp extends Error {
  override readonly name = 'CallerHungUp';

  constructor() {
    super('The caller hung up before the request had arrived.');
  }
}
