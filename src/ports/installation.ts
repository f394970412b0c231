// Facts about the whole installation, which all of its machines must agree on.

/** Keeps facts by name. */
export interface Installation {
  /** Keeps `value` unless there is one of that name already.
   * @returns the value that is kept */
  keep(name: string, value: string): Promise<string>
}
