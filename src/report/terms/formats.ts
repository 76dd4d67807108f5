import type { TermsDocument } from '../../model/documents/terms.ts';
import { type Format, textWidth } from '../format.ts';
import { jsonFormat } from '../json.ts';
import { htmlPage } from '../layout/html.ts';
import { markdownPage } from '../layout/markdown.ts';
import { textPage } from '../layout/text.ts';
import { termsPage } from './page.ts';

export const termsFormats = {
    text: {
        title: 'text to read here',
        extension: 'txt',
        render: (document, surroundings) => textPage(termsPage(document), textWidth(surroundings), surroundings.colour),
    },
    markdown: { title: 'Markdown', extension: 'md', render: document => markdownPage(termsPage(document)) },
    html: {
        title: 'one HTML file, readable when printed',
        extension: 'html',
        render: (document, { version }) =>
            htmlPage(termsPage(document), () => '', `Made by loyalty ${version} from the program itself.`),
    },
    json: jsonFormat,
} satisfies Record<string, Format<TermsDocument>>;
