import { readdirSync, readFileSync } from 'node:fs';
import { EmptyFileSystem, type LangiumDocument, URI } from 'langium';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LIBRARY_TEXT, LIBRARY_URI } from '../../../src/language/library.ts';
import { createLoyaltyServerServices, type LoyaltyServerServices } from '../../../src/server/services.ts';

const folder = new URL('../../../examples/', import.meta.url);

/** The files of each example, by name. */
export function exampleFiles(): ReadonlyMap<string, readonly { readonly uri: string; readonly text: string }[]> {
    const names = readdirSync(folder, { withFileTypes: true }).filter(each => each.isDirectory());
    return new Map(
        names.map(({ name }) => [
            name,
            readdirSync(new URL(`${name}/`, folder))
                .filter(file => file.endsWith('.loyalty'))
                .map(file => ({
                    uri: `file:///examples/${name}/${file}`,
                    text: readFileSync(new URL(`${name}/${file}`, folder), 'utf8'),
                })),
        ]),
    );
}

export interface Opened {
    readonly services: LoyaltyServerServices;
    readonly documents: readonly LangiumDocument[];
}

/** What a server knows of some files, without an editor. */
export async function openFiles(files: readonly { readonly uri: string; readonly text: string }[]): Promise<Opened> {
    const { shared, loyalty } = createLoyaltyServerServices({ ...EmptyFileSystem });
    const { LangiumDocumentFactory, LangiumDocuments, DocumentBuilder } = shared.workspace;
    const [library, ...documents] = [{ uri: LIBRARY_URI, text: LIBRARY_TEXT }, ...files].map(({ uri, text }) =>
        LangiumDocumentFactory.fromString(text, URI.parse(uri)),
    );
    const all = library ? [library, ...documents] : documents;
    for (const each of all) LangiumDocuments.addDocument(each);
    await DocumentBuilder.build(all, { validation: false });
    return { services: loyalty, documents };
}

/** The files after an edit. */
export function edited(
    files: readonly { readonly uri: string; readonly text: string }[],
    edit: WorkspaceEdit | undefined,
): readonly { readonly uri: string; readonly text: string }[] {
    return files.map(({ uri, text }) => ({
        uri,
        text: TextDocument.applyEdits(TextDocument.create(uri, '', 0, text), edit?.changes?.[uri] ?? []),
    }));
}
