// Dashboard, alert rules and guide speak of figures that exist, and leave none out.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { queueSettings } from '../src/adapters/queue-pgboss/queue-settings.ts'
import { createMeter } from '../src/adapters/telemetry-prometheus/meter.ts'
import { metrics } from '../src/domain/metrics.ts'
import { type Expression, type SeriesTable, wrongIn } from './promql.ts'

const read = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8')
/** What Prometheus itself puts on every series. */
const targetLabels = ['job', 'instance']

/** Our own series by name, and those of the process that the meter adds. */
async function allSeries(): Promise<SeriesTable> {
  const table: SeriesTable = new Map([['up', { labels: targetLabels }]])
  const ours = new Map(Object.values(metrics).map(({ name, labels }) => [name, labels as readonly string[]]))
  const text = await createMeter(assert.fail).read()
  const kinds = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name, kind]) => [name!, kind!])
  // Gauges are there only where somebody gives their values.
  const gauges = Object.values(metrics).map(({ name, kind }) => [name, kind])
  for (const [name, kind] of [...gauges, ...kinds] as [string, string][]) {
    const labels = [...(ours.get(name) ?? []), ...targetLabels]
    if (kind !== 'histogram') table.set(name, { labels })
    else {
      for (const suffix of ['_sum', '_count']) table.set(name + suffix, { labels })
      table.set(`${name}_bucket`, { labels: [...labels, 'le'] })
    }
  }
  return table
}

interface Panel {
  type: string
  title: string
  targets?: { expr: string; datasource: { uid: string } }[]
}
const dashboard = JSON.parse(read('deploy/grafana/verbatim.json')) as {
  panels: Panel[]
  __inputs: { name: string }[]
}
const { groups } = parse(read('deploy/prometheus/alerts.yaml')) as {
  groups: { rules: { alert: string; expr: string; labels: { severity: string } }[] }[]
}
const rules = groups.flatMap((group) => group.rules)
const guide = read('docs/guide/observability.md')
const inPanels: Expression[] = dashboard.panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ expr }) => ({ where: title, expr })),
)
const inRules: Expression[] = rules.map(({ alert, expr }) => ({ where: alert, expr }))

test('expressions use series that exist, by labels that they have', async () => {
  const table = await allSeries()
  assert.deepEqual(
    [...inPanels, ...inRules].flatMap((one) => wrongIn(one, table)),
    [],
  )
})

test('names and labels that do not exist are found', () => {
  const table: SeriesTable = new Map([['a_total', { labels: ['queue', 'job'] }]])
  const wrong = (expr: string) => wrongIn({ where: 'x', expr }, table)
  assert.deepEqual(wrong('sum by (queue) (rate(a_total{job=~"$job",queue!="le"}[5m])) > 0'), [])
  assert.deepEqual(wrong('rate(b_total[5m])'), ['x: b_total is no series'])
  assert.deepEqual(wrong('a_total{state="x", queue=""}'), ['x: a_total has no label state'])
  assert.deepEqual(wrong('sum by (queue, code) (a_total)'), ['x: nothing has label code to sum by'])
  assert.deepEqual(wrong('1 > 0'), ['x: uses no series'])
})

test('every metric of ours has a panel, and a row in the guide with its kind and labels', () => {
  for (const { name, kind, labels } of Object.values(metrics)) {
    assert.ok(
      inPanels.some(({ expr }) => new RegExp(`\\b${name}(_bucket|_sum|_count)?\\b`).test(expr)),
      `no panel shows ${name}`,
    )
    const row = guide.split('\n').find((line) => line.startsWith(`| \`${name}\` |`))
    assert.ok(row, `the guide has no row for ${name}`)
    const [, , kindCell, labelCell] = row.split('|').map((cell) => cell.trim())
    assert.equal(kindCell, kind, name)
    assert.deepEqual(
      [...labelCell!.matchAll(/`(\w+)`/g)].map(([, label]) => label),
      labels,
      name,
    )
  }
  const named = [...guide.matchAll(/^\| `(verbatim_\w+)` \|/gm)].map(([, name]) => name)
  assert.deepEqual(
    named.toSorted(),
    Object.values(metrics)
      .map(({ name }) => name)
      .toSorted(),
  )
})

test('every alert is in the guide with what to do, and the guide has no other', () => {
  const named = [...guide.matchAll(/^\| `(Verbatim\w+)` \|/gm)].map(([, alert]) => alert)
  assert.deepEqual(named.toSorted(), rules.map(({ alert }) => alert).toSorted())
  for (const { labels } of rules) assert.match(labels.severity, /^(critical|warning|info)$/)
})

test('no label of ours has a name that Prometheus gives what it scrapes', () => {
  const taken = new Set([...targetLabels, 'le', 'quantile'])
  for (const { name, labels } of Object.values(metrics))
    for (const label of labels) assert.ok(!taken.has(label), `${name} ${label}`)
})

test('every queue has an alert for its age, but for what was given up, which has one of its own', () => {
  const ages = inRules.filter(({ expr }) => expr.includes('verbatim_queue_oldest_due_seconds'))
  const matchers = ages.flatMap(({ expr }) => [...expr.matchAll(/queue(=~|!~)"([^"]*)"/g)])
  assert.ok(matchers.length > 0)
  for (const [queue] of queueSettings) {
    const covering = matchers.filter(
      ([, how, pattern]) => new RegExp(`^(?:${pattern})$`).test(queue) === (how === '=~'),
    )
    assert.equal(covering.length, queue === 'dead' ? 0 : 1, queue)
  }
  assert.ok(inRules.some(({ expr }) => expr.includes('queue="dead"')))
})

test('the dashboard asks for its data source when it is imported, and names it everywhere', () => {
  assert.deepEqual(
    dashboard.__inputs.map(({ name }) => name),
    ['DS_PROMETHEUS'],
  )
  for (const { targets = [] } of dashboard.panels)
    for (const { datasource } of targets) assert.equal(datasource.uid, ['$', '{DS_PROMETHEUS}'].join(''))
  const rows = dashboard.panels.filter(({ type }) => type === 'row').map(({ title }) => title)
  assert.deepEqual(rows, ['API', 'Queue', 'Pipeline', 'Quality', 'Webhooks', 'Redaction', 'Processes'])
})
