// How the stages of one run share the machine with other runs.

/** What a run goes through on its road. */
export interface Place {
  /** Runs a stage that waits for others, like a download. Another run may begin meanwhile. */
  whileWaiting<T>(work: () => Promise<T>): Promise<T>
  /** Runs stages that compute, once it is the turn of this run.
   * @throws the reason of the run's signal when that aborts before */
  inTurn<T>(work: () => Promise<T>): Promise<T>
}

/** The place of a run that shares with nobody. */
export const onlyRun: Place = { whileWaiting: (work) => work(), inTurn: (work) => work() }
