// Where the product writes its log. Fields hold sids, codes and figures: never text of a call, never secrets.

/** A structured logger (pino fits). */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
