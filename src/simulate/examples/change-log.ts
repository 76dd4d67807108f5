import type { TermsDocument, TermsSection } from '../../model/documents/terms.ts';
import type { Program } from '../../model/program.ts';
import { type Change, changesBetween } from '../compare/difference/changes.ts';
import { sayEdit, type Texts } from '../compare/difference/words.ts';

export interface ToldVersion {
    readonly program: Program;
    readonly texts: Texts;
}

/** What is new since the version before, in words, without a run over any data: `Gold now starts at 1,200 EUR instead of 1,000 EUR`. */
export function changeLog(old: ToldVersion, fresh: ToldVersion, audience: TermsDocument['audience']): TermsDocument {
    const changes = changesBetween(old.program, fresh.program).filter(
        ({ list }) => audience === 'colleagues' || !INTERNAL.has(list),
    );
    const texts = { old: old.texts, new: fresh.texts };
    const said = changes.map(change => ({ change, text: sayEdit({ changes: [change], matters: true }, texts).text }));
    const sections = GROUPS.flatMap(([id, heading, belongs]): TermsSection[] => {
        const items = said.filter(({ change }) => belongs(change)).flatMap(({ text }) => text.map(each => `${each}.`));
        return items.length === 0 ? [] : [{ id, heading, clauses: [{ sentences: [], items }], tables: [] }];
    });
    const nothing: TermsSection = {
        id: 'nothing',
        heading: 'What is new',
        clauses: [{ sentences: ['No rule differs between the two versions.'] }],
        tables: [],
    };
    const { title, version } = fresh.program;
    return {
        schema: 'loyalty/terms/1',
        program: `${title}: what is new`,
        ...(version === undefined ? {} : { version }),
        audience,
        sections: sections.length === 0 ? [nothing] : sections,
    };
}

/** What customers are not told. */
const INTERNAL = new Set([
    'goals',
    'invariants',
    'assumptions',
    'memberFields',
    'itemFields',
    'events',
    'metrics',
    'rankings',
]);

const GROUPS: readonly (readonly [id: string, heading: string, belongs: (change: Change) => boolean])[] = [
    ['new', 'New', ({ kind }) => kind === 'added'],
    ['changed', 'Changed', ({ kind }) => kind === 'changed' || kind === 'reordered'],
    ['gone', 'No longer', ({ kind }) => kind === 'removed'],
];
