import type { LangiumDocument } from 'langium';
import * as ast from '../../language/generated/ast.ts';
import type { Names } from '../../language/names.ts';

/** The names that a program has of each kind, for the places of a snippet. */
export type Words = (kind: string) => readonly string[];

const examples: Readonly<Record<string, string>> = {
    points: 'Star',
    currency: 'EUR',
    channel: 'email',
    tier: 'Gold',
    event: 'purchase',
    earn: 'Base',
    price: 'Name',
    rule: 'Name',
    trigger: 'Name',
    coupon: 'Name',
    person: 'ann',
};

/** `declaration`: text of the declaration around the cursor, for the people and dates of a test. */
export function wordsOf(names: Names, document: LangiumDocument, declaration: string): Words {
    return kind => {
        // Half-typed declarations may have no name yet.
        const called = (nodes: readonly { readonly name?: string }[]): readonly string[] => [
            ...new Set(nodes.flatMap(each => each.name || [])),
        ];
        switch (kind) {
            case 'points':
                return called(names.declarations(document, 'Points'));
            case 'currency':
                return called(
                    names
                        .programsOf(document)
                        .flatMap(each => each.clauses.filter(ast.isCurrencyClause))
                        .flatMap(each => each.currencies),
                );
            case 'channel':
                return called(names.channels(document));
            case 'tier':
                return called(names.tiers(document)).toReversed();
            case 'earn':
                return called(names.declarations(document, 'Earn'));
            case 'price':
                return called(names.declarations(document, 'Price'));
            case 'rule':
                return called(names.declarations(document, 'Earn', 'Price', 'Trigger', 'Journey', 'Reward'));
            case 'coupon':
                return called(names.declarations(document, 'Coupon'));
            case 'trigger':
                return called(names.declarations(document, 'Trigger', 'Journey'));
            case 'person':
                return [...declaration.matchAll(/^\s*member\s+(\w+)/gm)].map(([, name]) => name ?? '');
            default:
                return [];
        }
    };
}

/** As the Language Server Protocol writes it, with tab stops; the last empty place is where the cursor ends. */
export function toSnippet(phrase: string, words: Words): string {
    const stops = new Map<string, number>();
    const text = escapeText(phrase);
    const end = text.lastIndexOf('‹›');
    let next = 1;
    return text.replace(/‹([^›]*)›/g, (_, inner: string, index: number) => {
        if (index === end) return '$0';
        const { key, options } = read(inner, words);
        const known = key === undefined ? undefined : stops.get(key);
        if (known !== undefined) return `$${known}`;
        const stop = next++;
        if (key !== undefined) stops.set(key, stop);
        return placeholder(stop, options);
    });
}

function placeholder(stop: number, options: readonly string[]): string {
    const [first = ''] = options;
    if (options.length > 1) return `\${${stop}|${options.map(option => option.replace(/[,|\\]/g, '\\$&')).join(',')}|}`;
    return first === '' ? `$${stop}` : `\${${stop}:${first}}`;
}

/** With the first choice everywhere: what an editor shows, or inserts where it knows no snippets. */
export function toPlainText(phrase: string, words: Words): string {
    return phrase.replace(/‹([^›]*)›/g, (_, inner: string) => read(inner, words).options[0] ?? '');
}

function read(inner: string, words: Words): { readonly key: string | undefined; readonly options: readonly string[] } {
    const [, key, text = ''] = /^(?:([a-z]+)=)?(.*)$/s.exec(inner) ?? [];
    if (!text.endsWith('*')) return { key, options: text.split('|') };
    const kind = text.slice(0, -1);
    const names = words(kind);
    return { key, options: names.length > 0 ? names : [examples[kind] ?? kind] };
}

function escapeText(text: string): string {
    return text.replace(/[$}\\]/g, '\\$&');
}
