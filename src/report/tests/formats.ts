import type { TestsDocument } from '../../model/documents/tests.ts';
import type { Format } from '../format.ts';
import { jsonFormat } from '../json.ts';
import { noticeFormats } from '../notices.ts';
import { testsJUnit } from './junit.ts';
import { testNotices } from './notices.ts';
import { testsText } from './text.ts';

export const testsFormats = {
    text: { title: 'what passed and what did not, for people', extension: 'txt', render: testsText },
    json: jsonFormat,
    junit: { title: 'JUnit XML for build servers', extension: 'xml', render: testsJUnit },
    ...noticeFormats(testNotices),
} satisfies Record<string, Format<TestsDocument>>;

export type Tested = TestsDocument['tests'][number];
export type Expected = Tested['expectations'][number];
