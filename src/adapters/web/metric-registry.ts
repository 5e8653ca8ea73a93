import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import {
  type CounterName,
  type GaugeName,
  type HistogramName,
  METRIC_FAMILIES,
  type MetricName,
} from './metric-families.ts';

type Labels = Readonly<Record<string, string>>;

/** Every metric of {@link METRIC_FAMILIES} on a registry of its own, and those of the process. */
export class MetricRegistry {
  readonly #registry = new Registry();
  readonly #counters = new Map<MetricName, Counter>();
  readonly #gauges = new Map<MetricName, Gauge>();
  readonly #histograms = new Map<MetricName, Histogram>();

  constructor() {
    const registers = [this.#registry];
    for (const [key, family] of Object.entries(METRIC_FAMILIES)) {
      const name = key as MetricName;
      const described = { name, help: family.help, labelNames: [...family.labels], registers };
      if (family.kind === 'counter') this.#counters.set(name, new Counter(described));
      else if (family.kind === 'gauge') this.#gauges.set(name, new Gauge(described));
      else this.#histograms.set(name, new Histogram({ ...described, buckets: [...family.buckets] }));
    }
    collectDefaultMetrics({ register: this.#registry });
  }

  count(name: CounterName, labels: Labels = {}, by = 1): void {
    this.#counters.get(name)?.inc(labels, by);
  }

  set(name: GaugeName, value: number, labels: Labels = {}): void {
    this.#gauges.get(name)?.set(labels, value);
  }

  observe(name: HistogramName, seconds: number, labels: Labels): void {
    this.#histograms.get(name)?.observe(labels, seconds);
  }

  /** Forgets every sample of a gauge: what is not known is absent, not zero. */
  clear(name: GaugeName): void {
    const gauge = this.#gauges.get(name);
    gauge?.reset();
    // A gauge without labels is reset to 0, which would be a statement.
    if (METRIC_FAMILIES[name].labels.length === 0) gauge?.remove();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** In the text format 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/ */
  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
