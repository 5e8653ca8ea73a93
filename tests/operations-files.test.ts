import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { METRIC_FAMILIES } from '../src/adapters/web/metric-families.ts';
import { Metrics } from '../src/adapters/web/metrics.ts';
import { ManualClock } from './fakes/manual-clock.ts';

const read = (file: string): string =>
  readFileSync(new URL(`../docs/operations/${file}`, import.meta.url), 'utf8');

interface Panel {
  readonly title: string;
  readonly type: string;
  readonly targets?: readonly { readonly expr: string }[];
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
}
const { panels } = JSON.parse(read('grafana-dashboard.json')) as { panels: Panel[] };
const rules = read('alerts.yml')
  .split(/^ +- alert: /m)
  .slice(1);
const fieldOf = (rule: string, name: string): string | undefined =>
  new RegExp(`^ +${name}: (.+)$`, 'm').exec(rule)?.[1];

const expressions = [
  ...panels.flatMap(panel => (panel.targets ?? []).map(({ expr }) => expr)),
  ...rules.map(rule => fieldOf(rule, 'expr') ?? ''),
];

/** Every series a scrape may hold, histograms with their three. */
async function knownSeries(): Promise<ReadonlySet<string>> {
  const text = await new Metrics().scrape({
    clock: new ManualClock('2026-01-08T12:00:00Z'),
    ledger: {
      tally: async () => ({ due: 0, planned: 0, waiting: 0, sent: 0, empty: 0, missed: 0, failed: 0 }),
    },
    runs: { select: async () => [] },
    archive: { newestDay: async () => '2026-01-07' },
    sources: ['huggingface'],
  });
  const described = [...text.matchAll(/^# TYPE (\S+) (\S+)/gm)];
  return new Set(
    described.flatMap(([, name = '', kind]) =>
      kind === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  );
}

const namesIn = (expression: string): string[] =>
  expression.match(/\b(?:broadsheet|process|nodejs)_[a-z0-9_]+/g) ?? [];
const LABELS = new Map<string, readonly string[]>(
  Object.entries(METRIC_FAMILIES).map(([name, { labels }]) => [name, labels]),
);
const labelsOf = (series: string): readonly string[] =>
  LABELS.get(series) ?? LABELS.get(series.replace(/_(bucket|sum|count)$/, '')) ?? [];

describe('the dashboard and the alert rules', () => {
  it('are all that lies beside the documentation of operations for Prometheus and Grafana', () => {
    const files = readdirSync(new URL('../docs/operations', import.meta.url));
    expect(files).toEqual(expect.arrayContaining(['alerts.yml', 'grafana-dashboard.json']));
  });

  it('name only metrics that a process has', async () => {
    const known = await knownSeries();
    expect(expressions.length).toBeGreaterThan(30);
    expect(expressions.filter(expression => namesIn(expression).length === 0)).toEqual([]);
    expect(expressions.flatMap(namesIn).filter(name => !known.has(name))).toEqual([]);
  });

  it('name only labels and values that a metric has', () => {
    const selected = expressions.flatMap(expression =>
      [...expression.matchAll(/\b(broadsheet_[a-z0-9_]+)\{([^}]*)\}/g)].flatMap(([, name = '', inner = '']) =>
        [...inner.matchAll(/(\w+)[=!]/g)].map(([, label = '']) => `${name} ${label}`),
      ),
    );
    const unknown = selected.filter(one => {
      const [name = '', label = ''] = one.split(' ');
      return !labelsOf(name).includes(label);
    });
    expect(unknown).toEqual([]);
    const grouped = expressions.flatMap(expression => {
      const labels = namesIn(expression).flatMap(labelsOf);
      const by = [...expression.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(', '));
      return by.filter(label => label !== 'le' && !labels.includes(label));
    });
    expect(grouped).toEqual([]);
  });

  it('show every metric of Broadsheet, or alert on it', () => {
    const used = new Set(expressions.flatMap(namesIn).map(name => name.replace(/_(bucket|sum|count)$/, '')));
    const idle = Object.keys(METRIC_FAMILIES).filter(name => !used.has(name));
    expect(idle).toEqual([]);
  });

  it('say what happened and what to do', () => {
    expect(rules.length).toBeGreaterThan(8);
    const lacking = rules.filter(
      rule =>
        fieldOf(rule, 'summary') === undefined ||
        fieldOf(rule, 'description') === undefined ||
        !/labels: \{ severity: (critical|warning) \}/.test(rule),
    );
    expect(lacking).toEqual([]);
    expect(new Set(rules.map(rule => rule.split('\n')[0])).size).toBe(rules.length);
  });

  it('lay panels out beside and below each other, none over another', () => {
    const overlap = panels.flatMap((one, at) =>
      panels.slice(at + 1).flatMap(other => {
        const [a, b] = [one.gridPos, other.gridPos];
        const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
        return apart ? [] : [`${one.title} lies over ${other.title}`];
      }),
    );
    expect(overlap).toEqual([]);
  });
});
