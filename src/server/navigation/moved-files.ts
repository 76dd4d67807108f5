import { type AstNode, GrammarUtils, type LangiumDocument, type LangiumDocuments, URI, UriUtils } from 'langium';
import type { FileOperationHandler, LangiumSharedServices } from 'langium/lsp';
import {
    FileOperationPatternKind,
    type RenameFilesParams,
    type TextEdit,
    type WorkspaceEdit,
} from 'vscode-languageserver';
import * as ast from '../../language/generated/ast.ts';
import { fileOf, importUri } from '../../language/names.ts';
import { isLibrary } from '../library-document.ts';
import { rangeIn } from '../positions.ts';

/** When files move, paths in programs follow: of what moved, and in what moved. */
export class LoyaltyMovedFiles implements FileOperationHandler {
    readonly fileOperationOptions = {
        willRename: {
            filters: [
                {
                    scheme: 'file',
                    pattern: {
                        glob: '**/*.{loyalty,csv,tsv,json,jsonl,ndjson,parquet}',
                        matches: FileOperationPatternKind.file,
                    },
                },
                { scheme: 'file', pattern: { glob: '**/*', matches: FileOperationPatternKind.folder } },
            ],
        },
    };
    private readonly documents: LangiumDocuments;
    private readonly ready: () => Promise<void>;

    constructor(services: LangiumSharedServices) {
        this.documents = services.workspace.LangiumDocuments;
        this.ready = () => services.workspace.WorkspaceLock.read(() => {});
    }

    async willRenameFiles({ files }: RenameFilesParams): Promise<WorkspaceEdit | null> {
        await this.ready();
        const moves = files.map(
            ({ oldUri, newUri }) => [URI.parse(oldUri).toString(), URI.parse(newUri).toString()] as const,
        );
        const moved = (uri: string): string => {
            const move = moves.find(([from]) => uri === from || uri.startsWith(`${from}/`));
            return move ? move[1] + uri.slice(move[0].length) : uri;
        };
        const changes: Record<string, TextEdit[]> = {};
        for (const document of this.documents.all) {
            const edits = isLibrary(document) ? [] : editsIn(document, moved);
            if (edits.length > 0) changes[document.uri.toString()] = [...edits];
        }
        return Object.keys(changes).length > 0 ? { changes } : null;
    }
}

/** `moved`: where a file will be. */
function editsIn(document: LangiumDocument, moved: (uri: string) => string): readonly TextEdit[] {
    const file = fileOf(document);
    if (!file) return [];
    const sources = file.declarations.filter(ast.isDataset).flatMap(each => each.sources);
    const home = URI.parse(moved(document.uri.toString()));
    return [...file.imports, ...sources].flatMap(node => {
        const target = node.path ? importUri(document.uri, node.path) : undefined;
        if (!target) return [];
        const next = URI.parse(moved(target.toString()));
        const isSame = UriUtils.equals(home, document.uri) && UriUtils.equals(next, target);
        return isSame ? [] : pathEdit(document, node, pathFrom(home, next));
    });
}

function pathEdit(
    document: LangiumDocument,
    node: AstNode & { readonly path: string },
    path: string,
): readonly TextEdit[] {
    const place = GrammarUtils.findNodeForProperty(node.$cstNode, 'path');
    if (!place || path === node.path) return [];
    return [{ range: rangeIn(document, place.offset + 1, place.end - 1), newText: path }];
}

/** As authors write it. */
export function pathFrom(file: URI, target: URI): string {
    return UriUtils.relative(UriUtils.dirname(file), target).replace(/^\.\//, '');
}
