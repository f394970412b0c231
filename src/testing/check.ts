// A promise of a port as something that can be run: on every adapter, and on a broken one to show that it can fail.

/** One promise of a port. `run` rejects when `subject` breaks it. */
export interface Check<Subject> {
  promises: string
  run(subject: Subject): Promise<void>
}
