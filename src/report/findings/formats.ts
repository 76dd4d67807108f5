import type { FindingsDocument } from '../../model/documents/findings.ts';
import type { Format } from '../format.ts';
import { jsonFormat } from '../json.ts';
import { findingsGitHub } from './github.ts';
import { findingsGitLab } from './gitlab.ts';
import { findingsJUnit } from './junit.ts';
import { findingsSarif } from './sarif.ts';
import { findingsText } from './text.ts';

export const findingsFormats = {
    text: { title: 'the lines in question, for people', extension: 'txt', render: findingsText },
    json: jsonFormat,
    sarif: { title: 'SARIF 2.1.0 for code scanning', extension: 'sarif', render: findingsSarif },
    junit: { title: 'JUnit XML for build servers', extension: 'xml', render: findingsJUnit },
    github: { title: 'annotations of GitHub workflows', extension: 'github.txt', render: findingsGitHub },
    gitlab: { title: 'code quality of GitLab', extension: 'gitlab.json', render: findingsGitLab },
} satisfies Record<string, Format<FindingsDocument>>;

export type Found = FindingsDocument['findings'][number];
