// For tests that call handlers without a queue: their jobs are in no database.
import type { UnitOfWork } from '../ports/unit-of-work.ts'

/** The same with every claim standing, or none. */
export function withClaims<T extends { unitOfWork: UnitOfWork }>(deps: T, stand = true): T {
  const unitOfWork: UnitOfWork = (work) =>
    deps.unitOfWork((unit) => work({ ...unit, holdJob: async () => stand }))
  return { ...deps, unitOfWork }
}
