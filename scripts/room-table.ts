// The table of rooms in ARCHITECTURE.md, made from arrows.ts: between two marks, the rest of the page is written by hand.
import { type Room, rooms } from './arrows.ts'

/** Where the table begins and ends in the page. */
export const marks = {
  begin: '<!-- rooms: made by `npm run gen` from scripts/arrows.ts -->',
  end: '<!-- end of rooms -->',
} as const

/** The page with the table as it is to be.
 * @throws Error when a mark is not there exactly once */
export function withRoomTable(page: string): string {
  const [before, rest, ...more] = page.split(marks.begin)
  const [, after, ...others] = rest?.split(marks.end) ?? []
  if (after === undefined || more.length + others.length > 0)
    throw new Error(`ARCHITECTURE.md must have ${marks.begin} and ${marks.end} once each`)
  return `${before}${marks.begin}\n${roomTable()}\n${marks.end}${after}`
}

function roomTable(): string {
  const shown = Object.entries(rooms).filter(([name]) => !isInside(name))
  const rows = shown.map(([name, room]) => `| \`${placeOf(room)}\` | ${room.holds} | ${mayOf(name, room)} |`)
  return ['| room | holds | may import |', '|---|---|---|', ...rows].join('\n')
}

function placeOf({ path, sliced }: Room): string {
  return path.replace(/^src\//, '') + (sliced ? 'X/' : '')
}

/** Others than itself, which goes without saying. Where most rooms are open, those that are not are fewer to read. */
function mayOf(own: string, { may, sliced, packages, builtIns }: Room): string {
  const others = Object.keys(rooms).filter((name) => name !== own && !isInside(name))
  const [open, closed] = [others.filter(isIn(may)), others.filter((name) => !isIn(may)(name))]
  const names = open.length > closed.length ? `all but ${closed.join(', ')}` : open.join(', ') || 'nothing'
  const limits = [
    sliced && `never another of ${own}`,
    packages === 'none' && 'no package',
    builtIns === 'none' && 'nothing of Node',
  ].filter(Boolean)
  return [names, ...limits].join('; ')
}

function isIn(names: readonly string[]): (name: string) => boolean {
  return (name) => names.includes(name)
}

/** Whether a room lies in another one, whose row stands for it. */
function isInside(name: string): boolean {
  const { path } = rooms[name as keyof typeof rooms]
  return Object.values(rooms).some((other) => other.path !== path && path.startsWith(other.path))
}
