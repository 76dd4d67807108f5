import { type AstNode, GrammarUtils, type LangiumDocument, type URI } from 'langium';
import type { DocumentLinkProvider } from 'langium/lsp';
import type { DocumentLink } from 'vscode-languageserver';
import * as ast from '../../language/generated/ast.ts';
import { fileOf, importUri } from '../../language/names.ts';
import { rangeIn } from '../positions.ts';

const ADDRESSES = /"[^"\r\n]*"|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;
const ADDRESS = /\bhttps?:\/\/[^\s"'<>()[\]{}*]*[^\s"'<>()[\]{}*.,;:!?]/g;

/** What can be followed: imported files, files of data, addresses in comments and texts. */
export class LoyaltyDocumentLinks implements DocumentLinkProvider {
    getDocumentLinks(document: LangiumDocument): DocumentLink[] {
        const file = fileOf(document);
        const imports = file?.imports ?? [];
        const sources = file?.declarations.filter(ast.isDataset).flatMap(each => each.sources) ?? [];
        return [
            ...imports.flatMap(each => fileLink(document, each, each.path, 'Open the imported file')),
            ...sources.flatMap(each => fileLink(document, each, each.path, 'Open the file of data')),
            ...addresses(document),
        ];
    }
}

function fileLink(document: LangiumDocument, node: AstNode, path: string | undefined, tooltip: string): DocumentLink[] {
    const place = GrammarUtils.findNodeForProperty(node.$cstNode, 'path');
    const target: URI | undefined = path ? importUri(document.uri, path) : undefined;
    if (!place || !target || place.length < 2) return [];
    return [{ range: rangeIn(document, place.offset + 1, place.end - 1), target: target.toString(), tooltip }];
}

function addresses(document: LangiumDocument): DocumentLink[] {
    return [...document.textDocument.getText().matchAll(ADDRESSES)].flatMap(({ index, 0: text }) =>
        [...text.matchAll(ADDRESS)].map(({ index: at, 0: target }) => ({
            range: rangeIn(document, index + at, index + at + target.length),
            target,
        })),
    );
}
