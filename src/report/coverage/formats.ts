import type { CoverageDocument } from '../../model/documents/coverage.ts';
import { type Format, type Surroundings, textWidth } from '../format.ts';
import { jsonFormat } from '../json.ts';
import { htmlPage } from '../layout/html.ts';
import { markdownPage } from '../layout/markdown.ts';
import { textPage } from '../layout/text.ts';
import { coverageCobertura } from './cobertura.ts';
import { coverageLcov } from './lcov.ts';
import { coveragePage } from './page.ts';

export const coverageFormats = {
    text: {
        title: 'what is not reached, for people',
        extension: 'txt',
        render: (document, surroundings) =>
            textPage(coveragePage(document), textWidth(surroundings), surroundings.colour),
    },
    markdown: {
        title: 'Markdown for pull requests',
        extension: 'md',
        render: document => markdownPage(coveragePage(document)),
    },
    json: jsonFormat,
    html: { title: 'a report in one file', extension: 'html', render: coverageHtml },
    lcov: { title: 'LCOV for editors and services', extension: 'info', render: coverageLcov },
    cobertura: { title: 'Cobertura XML for build servers', extension: 'xml', render: coverageCobertura },
} satisfies Record<string, Format<CoverageDocument>>;

function coverageHtml(document: CoverageDocument, { version }: Surroundings): string {
    const files = document.programs.map(({ file }) => file).join(', ');
    return htmlPage(coveragePage(document), () => '', `Made by loyalty ${version} from ${files}.`);
}
