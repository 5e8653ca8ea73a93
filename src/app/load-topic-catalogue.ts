import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../config.ts';
import { parseTopicCatalogue } from '../core/query/parse-topic-catalogue.ts';
import type { TopicCatalogue } from '../core/query/topic-catalogue.ts';

/** The named topics of `config/topics.json`. Throws UsageError that names every wrong entry. */
export function loadTopicCatalogue(root = packageRoot): TopicCatalogue {
  return parseTopicCatalogue(JSON.parse(readFileSync(join(root, 'config', 'topics.json'), 'utf8')));
}
