import type { ComparisonDocument } from '../../model/documents/comparison.ts';
import { type Format, type Surroundings, textWidth } from '../format.ts';
import { jsonFormat } from '../json.ts';
import { htmlPage } from '../layout/html.ts';
import { markdownPage } from '../layout/markdown.ts';
import { textPage } from '../layout/text.ts';
import { noticeFormats } from '../notices.ts';
import { comparisonJUnit, comparisonNotices } from './notices.ts';
import { commentPage, comparisonPage } from './page.ts';

export const comparisonFormats = {
    text: {
        title: 'one page for people',
        extension: 'txt',
        render: (document, surroundings) =>
            textPage(comparisonPage(document), textWidth(surroundings), surroundings.colour),
    },
    markdown: {
        title: 'Markdown for the comment on a pull request',
        extension: 'md',
        render: document => markdownPage(commentPage(document)),
    },
    json: jsonFormat,
    html: { title: 'a report with charts in one file', extension: 'html', render: comparisonHtml },
    junit: { title: 'JUnit XML for build servers', extension: 'xml', render: comparisonJUnit },
    ...noticeFormats(comparisonNotices),
} satisfies Record<string, Format<ComparisonDocument>>;

async function comparisonHtml(document: ComparisonDocument, { version }: Surroundings): Promise<string> {
    // The chart library is large: only who asks for charts waits for it.
    const { drawChart } = await import('../charts/draw.ts');
    const footer = `Made by loyalty ${version} from ${document.old.label}, ${document.new.label} and ${document.data.dataset}. All figures are exact; shares are rounded.`;
    return htmlPage(comparisonPage(document), drawChart, footer);
}
