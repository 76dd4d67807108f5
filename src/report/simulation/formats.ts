import type { SimulationDocument } from '../../model/documents/simulation.ts';
import { type Format, type Surroundings, textWidth } from '../format.ts';
import { jsonFormat } from '../json.ts';
import { htmlPage } from '../layout/html.ts';
import { markdownPage } from '../layout/markdown.ts';
import { textPage } from '../layout/text.ts';
import { noticeFormats } from '../notices.ts';
import { simulationJUnit, simulationNotices } from './notices.ts';
import { simulationPage } from './page.ts';

export const simulationFormats = {
    text: {
        title: 'one page for people',
        extension: 'txt',
        render: (document, surroundings) =>
            textPage(simulationPage(document), textWidth(surroundings), surroundings.colour),
    },
    markdown: {
        title: 'Markdown for pull requests and wikis',
        extension: 'md',
        render: document => markdownPage(simulationPage(document)),
    },
    json: jsonFormat,
    html: { title: 'a report with charts in one file', extension: 'html', render: simulationHtml },
    junit: { title: 'JUnit XML for build servers', extension: 'xml', render: simulationJUnit },
    ...noticeFormats(simulationNotices),
} satisfies Record<string, Format<SimulationDocument>>;

async function simulationHtml(document: SimulationDocument, { version }: Surroundings): Promise<string> {
    // The chart library is large: only who asks for charts waits for it.
    const { drawChart } = await import('../charts/draw.ts');
    const footer = `Made by loyalty ${version} from ${document.program.file} and ${document.data.dataset}. Amounts and counts are exact, shares are rounded; what is called expected or estimated is statistics.`;
    return htmlPage(simulationPage(document), drawChart, footer);
}
