import type { Declared } from '../../model/source.ts';

/** The doc comment: what the author says of it. Comments that go on over several paragraphs are told by their first. */
export function noteOf({ doc }: Pick<Declared, 'doc'>): { readonly note?: string } {
    const [first = ''] = doc.trim().split(/\n\s*\n/);
    const note = first.replace(/\s+/g, ' ').trim();
    return note === '' ? {} : { note };
}
