import { type AstNode, type LangiumDocument, UriUtils } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import * as ast from '../../language/generated/ast.ts';
import { fileOf, type Names } from '../../language/names.ts';
import { nameOf } from '../../language/scope.ts';
import { isLibrary } from '../library-document.ts';
import { pathFrom } from '../navigation/moved-files.ts';
import { rangeIn } from '../positions.ts';
import type { LoyaltyServerServices } from '../services.ts';

/** A name of a file that is not imported yet. */
export interface Importable {
    readonly node: AstNode;
    readonly name: string;
    /** As the import would say it. */
    readonly path: string;
    readonly edit: TextEdit;
}

/** Names of a type in other files of the workspace. One program does not import another. */
export function importables(
    services: LoyaltyServerServices,
    document: LangiumDocument,
    type: string,
): readonly Importable[] {
    const names = services.loyalty.Names;
    const seen = new Set(names.filesSeenBy(document));
    const others = services.shared.workspace.LangiumDocuments.all.filter(each => {
        const file = fileOf(each);
        return file !== undefined && !seen.has(file) && !isLibrary(each) && isBeside(each, document);
    });
    return others
        .filter(each => !bringsAnotherProgram(names, document, each))
        .flatMap(each => {
            const path = pathFrom(document.uri, each.uri);
            const edit = importEdit(document, path);
            return nodesOf(services, each, type).flatMap(node => {
                const name = nameOf(node);
                return name ? [{ node, name, path, edit }] : [];
            });
        })
        .toArray();
}

function isBeside(other: LangiumDocument, document: LangiumDocument): boolean {
    return other.uri.scheme === document.uri.scheme && UriUtils.extname(other.uri) === '.loyalty';
}

function bringsAnotherProgram(names: Names, document: LangiumDocument, other: LangiumDocument): boolean {
    const own = names.programsOf(document);
    const brought = names.closureOf(other).flatMap(each => fileOf(each)?.declarations.filter(ast.isProgram) ?? []);
    return own.length > 0 && brought.some(program => !own.includes(program));
}

function nodesOf(services: LoyaltyServerServices, other: LangiumDocument, type: string): readonly AstNode[] {
    const { AstReflection } = services.shared;
    const declarations = fileOf(other)?.declarations ?? [];
    const all = declarations.flatMap((node): readonly AstNode[] =>
        ast.isLadder(node) ? [node, ...node.tiers] : [node],
    );
    // Fields and values stand behind what they belong to; members and items are in every file.
    return all.filter(
        node => !ast.isMemberDecl(node) && !ast.isItemDecl(node) && AstReflection.isSubtype(node.$type, type),
    );
}

/** Behind the imports that are there, or before all else. */
export function importEdit(document: LangiumDocument, path: string): TextEdit {
    const last = fileOf(document)?.imports.at(-1)?.$cstNode;
    const text = document.textDocument.getText();
    const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
    if (last) return { range: rangeIn(document, last.end, last.end), newText: `${lineEnd}import "${path}"` };
    const start = text.startsWith('\uFEFF') ? 1 : 0;
    return { range: rangeIn(document, start, start), newText: `import "${path}"${lineEnd}${lineEnd}` };
}
