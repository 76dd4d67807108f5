import { type AstNode, AstUtils, CstUtils, GrammarAST, type LangiumDocument, type LeafCstNode } from 'langium';
import type { RenameProvider } from 'langium/lsp';
import {
    LSPErrorCodes,
    type Position,
    type Range,
    type RenameParams,
    ResponseError,
    type TextDocumentPositionParams,
    type TextEdit,
    type WorkspaceEdit,
} from 'vscode-languageserver';
import * as ast from '../language/generated/ast.ts';
import { documentOf } from '../language/names.ts';
import { nameOf } from '../language/scope.ts';
import { HARD_KEYWORDS } from '../language/token-builder.ts';
import { kindOf } from './kinds.ts';
import { isOfLibrary } from './library-document.ts';
import { whatWouldChange } from './rehearsal.ts';
import type { LoyaltyServerServices } from './services.ts';
import { workspaceEdit } from './workspace-edit.ts';

const WORD = /^[A-Za-z_\u00AA-\uFFDC][\w\u00AA-\uFFDC]*$/;

/** Gives a thing another name wherever it is named, and refuses where the program would then mean something else. */
export class LoyaltyRename implements RenameProvider {
    private readonly services: LoyaltyServerServices;
    private known: ReadonlySet<string> | undefined;

    constructor(services: LoyaltyServerServices) {
        this.services = services;
    }

    private get keywords(): ReadonlySet<string> {
        this.known ??= new Set(
            AstUtils.streamAst(this.services.Grammar)
                .filter(GrammarAST.isKeyword)
                .map(each => each.value),
        );
        return this.known;
    }

    prepareRename(document: LangiumDocument, { position }: TextDocumentPositionParams): Range | undefined {
        const found = this.find(document, position);
        if (!found) return undefined;
        const refusal = this.refusalOf(found.target);
        if (refusal) throw new ResponseError(LSPErrorCodes.RequestFailed, refusal);
        return found.leaf.range;
    }

    async rename(document: LangiumDocument, { position, newName }: RenameParams): Promise<WorkspaceEdit | undefined> {
        const found = this.find(document, position);
        if (!found || newName === nameOf(found.target)) return undefined;
        const changes = this.changesOf(found.target, newName);
        const refusal =
            this.refusalOf(found.target) ??
            this.refusalOfName(found.target, newName) ??
            (await whatWouldChange(this.services, this.concerned(found.target), changes));
        if (refusal) throw new ResponseError(LSPErrorCodes.RequestFailed, refusal);
        return workspaceEdit(this.services, changes);
    }

    private find(
        document: LangiumDocument,
        position: Position,
    ): { readonly leaf: LeafCstNode; readonly target: AstNode } | undefined {
        const { nameRegexp } = this.services.parser.GrammarConfig;
        const root = document.parseResult.value.$cstNode;
        const leaf = CstUtils.findDeclarationNodeAtOffset(root, document.textDocument.offsetAt(position), nameRegexp);
        const [target] = leaf ? this.services.references.References.findDeclarations(leaf) : [];
        return leaf && target ? { leaf, target } : undefined;
    }

    private changesOf(target: AstNode, newName: string): Record<string, TextEdit[]> {
        const changes: Record<string, TextEdit[]> = {};
        for (const { sourceUri, segment } of this.services.references.References.findReferences(target, {
            includeDeclaration: true,
        })) {
            const edits = changes[sourceUri.toString()] ?? [];
            edits.push({ range: segment.range, newText: newName });
            changes[sourceUri.toString()] = edits;
        }
        return changes;
    }

    /** Why this can have no other name. */
    private refusalOf(target: AstNode): string | undefined {
        const name = nameOf(target) ?? '';
        if (ast.isMemberDecl(target) || ast.isItemDecl(target)) return `'${name}' is a word of the language.`;
        if (isOfLibrary(target) || this.isKnownToAll(target, name))
            return `'${name}' is known to every program and must keep its name.`;
        if (ast.isCurrency(target)) return `'${name}' is the code of a currency and must keep its name.`;
        if (!WORD.test(name)) return `"${name}" is text, and may stand elsewhere as text.`;
        return undefined;
    }

    /** An event, or a field, that an author declares again is still that of the library. */
    private isKnownToAll(target: AstNode, name: string): boolean {
        const library = this.services.loyalty.Names.library()?.declarations ?? [];
        if (ast.isEventDecl(target)) return library.some(each => ast.isEventDecl(each) && each.name === name);
        if (!ast.isField(target)) return false;
        const owner = target.$container;
        const known = library.filter(each => each.$type === owner.$type && nameOf(each) === nameOf(owner));
        return known.some(each => 'fields' in each && each.fields.some(field => field.name === name));
    }

    private refusalOfName(target: AstNode, newName: string): string | undefined {
        if (!WORD.test(newName)) return `'${newName}' is no name: a name must be one word of letters, digits and _.`;
        const isKeyword = ast.isPoints(target) ? this.keywords.has(newName) : HARD_KEYWORDS.has(newName);
        return isKeyword
            ? `'${newName}' is a word of the language and cannot name ${article(kindOf(target).noun)}.`
            : undefined;
    }

    /** Files in which the name could matter: all that share a program with its declaration. */
    private concerned(target: AstNode): readonly LangiumDocument[] {
        const names = this.services.loyalty.Names;
        const own = documentOf(target);
        const hosts = this.services.shared.workspace.LangiumDocuments.all.filter(each =>
            names.closureOf(each).includes(own),
        );
        return [...new Set(hosts.flatMap(each => names.closureOf(each)))].filter(
            each => !isOfLibrary(each.parseResult.value),
        );
    }
}

function article(noun: string): string {
    return noun === 'points' || noun.startsWith('the ') ? noun : `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}
