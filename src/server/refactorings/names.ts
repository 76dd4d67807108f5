import type { LangiumDocument } from 'langium';
import type { Names } from '../../language/names.ts';

/** A name that no word of any program of this file is, made of a wish. */
export function freshName(names: Names, document: LangiumDocument, wish: string): string {
    const files = new Set([
        ...names.programsOf(document).flatMap(program => filesOf(names, program.$container.$document)),
        ...names.closureOf(document),
    ]);
    const taken = new Set<string>();
    for (const file of files)
        for (const [word] of file.textDocument.getText().matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)) taken.add(word);
    for (const each of names.library()?.declarations ?? []) if ('name' in each) taken.add(each.name);
    let name = wish;
    for (let number = 2; taken.has(name); number++) name = `${wish}${number}`;
    return name;
}

const filesOf = (names: Names, document: LangiumDocument | undefined): readonly LangiumDocument[] =>
    document ? names.closureOf(document) : [];

export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `gross_margin` as a name of ours: `GrossMargin`. */
export const camel = (word: string): string =>
    word
        .split(/[^\p{L}\p{N}]+/u)
        .map(capital)
        .join('');
