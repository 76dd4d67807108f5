import type { Clause, TermsSection } from '../../model/documents/terms.ts';
import { noteOf } from './note.ts';
import { capital, listOf, sayDay, sayMonthDay, sayWeekday, sentence } from './words/amounts.ts';
import { sayDefinition } from './words/measures.ts';
import type { Words } from './words/vocabulary.ts';

export function aboutSection({ program }: Words): TermsSection {
    const { valid, currencies, timeZone, weekStart, yearStart } = program;
    const sentences = [
        ...validity(valid),
        `Amounts are in ${listOf(currencies.map(({ code }) => code))}.`,
        timeZone.kind === 'fixed'
            ? `Days and hours are those of ${place(timeZone.zone)}.`
            : `Days and hours are those of your own time zone; where we do not know it, those of ${place(timeZone.fallback)}.`,
        ...(yearStart === undefined ? [] : [`A year begins on ${sayMonthDay(yearStart)}.`]),
        ...(weekStart === 1 ? [] : [`Weeks begin on ${sayWeekday(weekStart)}.`]),
    ];
    return { id: 'about', heading: 'About these terms', clauses: [{ ...noteOf(program), sentences }], tables: [] };
}

function validity({ from, through }: Words['program']['valid']): string[] {
    if (from === undefined && through === undefined) return [];
    return [
        sentence(
            'these terms are valid',
            from === undefined ? undefined : `from ${sayDay(from)}`,
            through === undefined ? (from === undefined ? undefined : 'on') : `through ${sayDay(through)}`,
        ),
    ];
}

/** `Europe/Berlin` is Berlin. */
const place = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** Measures and groups that the program gives a name. */
export function definitionSection(words: Words, tellsSpending: boolean): TermsSection | undefined {
    const { metrics, segments, files } = words.program;
    const own = metrics.filter(({ inline, span }) => !inline && files.includes(span.file));
    const clauses: Clause[] = [
        ...(tellsSpending ? [SPENDING] : []),
        ...own.map(metric => ({
            title: capital(words.titleOf(metric.name)),
            ...noteOf(metric),
            sentences: [sentence(sayDefinition(metric, words))],
        })),
        ...segments.map(segment => ({
            title: words.titleOf(segment.name),
            ...noteOf(segment),
            sentences: [sentence(`you belong to it while ${words.condition(segment.when)}`)],
        })),
    ];
    return clauses.length === 0 ? undefined : { id: 'definitions', heading: 'What words mean', clauses, tables: [] };
}

/** The built-in measure that most programs ask. */
const SPENDING: Clause = {
    title: 'Your spending',
    sentences: ['What you pay for goods after all discounts, without tax and shipping, less what comes back.'],
};
