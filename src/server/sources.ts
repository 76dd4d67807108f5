import type { LangiumDocument } from 'langium';
import type { Names } from '../language/names.ts';
import { isLibrary } from './library-document.ts';
import type { SourceText } from './tasks.ts';

/** All files of these programs, with what is typed and not saved yet. */
export function sourcesOf(names: Names, roots: readonly LangiumDocument[]): readonly SourceText[] {
    const files = new Set(roots.flatMap(root => names.closureOf(root)));
    return [...files]
        .filter(file => !isLibrary(file))
        .map(file => ({ uri: file.uri.toString(), text: file.textDocument.getText() }));
}
