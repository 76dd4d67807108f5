import type { Clause, TermsDocument, TermsSection } from '../../model/documents/terms.ts';
import { type Block, left, type NumberedClause, type Page, row, tableBlock } from '../layout/page.ts';

export function termsPage({ program, version, audience, sections }: TermsDocument): Page {
    return {
        title: program,
        subtitle: `${KINDS[audience]}${version === undefined ? '' : `, version ${version}`}`,
        highlights: [],
        sections: sections.map((section, index) => ({
            id: section.id,
            heading: `${index + 1}. ${section.heading}`,
            blocks: blocksOf(section, index + 1),
        })),
    };
}

const KINDS: Readonly<Record<TermsDocument['audience'], string>> = {
    customers: 'Terms and conditions',
    colleagues: 'Reference for colleagues: the terms, and what customers are not told',
};

function blocksOf({ clauses, tables }: TermsSection, number: number): Block[] {
    const shown = tables.map(({ caption, columns, rows }) =>
        tableBlock({ caption, columns: columns.map(left), rows: rows.map(cells => row(...cells)) }),
    );
    const [first, ...others] = clauses.map((clause, index) => clauseBlock(clause, `${number}.${index + 1}`));
    const lead = first === undefined ? [] : [first];
    return clauses[0]?.title === undefined ? [...lead, ...shown, ...others] : [...shown, ...lead, ...others];
}

/** What has neither a name nor a sentence is a mere list. */
function clauseBlock(clause: Clause, number: string): Block {
    const { title, sentences, items = [] } = clause;
    if (title === undefined && sentences.length === 0)
        return { kind: 'list', items: items.map(text => ({ text, mood: 'neutral' })) };
    return { kind: 'clause', clause: numbered(clause, number) };
}

const numbered = ({ title, note, sentences, items = [], more = [] }: Clause, number: string): NumberedClause => ({
    number,
    title,
    text: [...(note === undefined ? [] : [note]), ...sentences].join(' '),
    items,
    more: more.join(' '),
});
