import {
    type AstNode,
    AstUtils,
    type CstNode,
    CstUtils,
    DefaultNameProvider,
    DefaultReferences,
    type FindReferencesOptions,
    type GrammarAST,
    GrammarUtils,
    type ReferenceDescription,
    type Stream,
    stream,
    UriUtils,
} from 'langium';
import * as ast from '../language/generated/ast.ts';
import { documentOf, fileOf, type Names } from '../language/names.ts';
import { nameOf } from '../language/scope.ts';
import type { LoyaltyServerServices } from './services.ts';

/** Where a declaration is named; `member` and `item` are named by their keyword. */
export class LoyaltyNameNodes extends DefaultNameProvider {
    override getName(node: AstNode): string | undefined {
        return nameOf(node);
    }

    override getNameNode(node: AstNode): CstNode | undefined {
        if (ast.isMemberDecl(node)) return GrammarUtils.findNodeForKeyword(node.$cstNode, 'member');
        if (ast.isItemDecl(node)) return GrammarUtils.findNodeForKeyword(node.$cstNode, 'item');
        return super.getNameNode(node);
    }
}

/** Langium looks through a grammar for names that stand for several things at once; ours has none. */
const NOTHING: Pick<GrammarAST.Grammar, '$type' | 'rules'> = { $type: 'Grammar', rules: [] };

/** Also finds the fields that a dataset fills: `birthday = "birthday"` names the member's field. */
export class LoyaltyReferences extends DefaultReferences {
    private readonly names: Names;

    constructor(services: LoyaltyServerServices) {
        super(Object.create(services, { Grammar: { value: NOTHING } }));
        this.names = services.loyalty.Names;
    }

    override findDeclarations(source: CstNode): AstNode[] {
        const node = source.astNode;
        if (!ast.isColumn(node)) return super.findDeclarations(source);
        const name = GrammarUtils.findNodeForProperty(node.$cstNode, 'field');
        const isName = name !== undefined && (name === source || CstUtils.isChildNode(source, name));
        const field = isName ? fieldOfColumn(node, this.names) : undefined;
        return field ? [field] : [];
    }

    override findReferences(target: AstNode, options: FindReferencesOptions): Stream<ReferenceDescription> {
        const found = super.findReferences(target, options);
        if (!ast.isField(target)) return found;
        return stream([...found, ...this.columnsOf(target, options)]);
    }

    private columnsOf(field: ast.Field, options: FindReferencesOptions): readonly ReferenceDescription[] {
        const documents = this.documents.all.filter(
            each => !options.documentUri || UriUtils.equals(each.uri, options.documentUri),
        );
        const datasets = documents.flatMap(each => fileOf(each)?.declarations.filter(ast.isDataset) ?? []);
        const columns = datasets.flatMap(each => each.sources).flatMap(each => each.columns);
        return columns
            .filter(column => column.field === field.name && fieldOfColumn(column, this.names) === field)
            .map(column => this.describe(column, field))
            .filter(each => each !== undefined)
            .toArray();
    }

    private describe(column: ast.Column, field: ast.Field): ReferenceDescription | undefined {
        const segment = CstUtils.toDocumentSegment(GrammarUtils.findNodeForProperty(column.$cstNode, 'field'));
        if (!segment) return undefined;
        const sourceUri = documentOf(column).uri;
        const targetUri = documentOf(field).uri;
        return {
            sourceUri,
            sourcePath: this.nodeLocator.getAstNodePath(column),
            targetUri,
            targetPath: this.nodeLocator.getAstNodePath(field),
            segment,
            local: UriUtils.equals(sourceUri, targetUri),
        };
    }
}

/** The field that a column of data fills; undefined for `id`, `time` and the like. */
export function fieldOfColumn(column: ast.Column, names: Names): ast.Field | undefined {
    const target = AstUtils.getContainerOfType(column, ast.isSource)?.target?.ref;
    if (!target) return undefined;
    const document = documentOf(column);
    const called = (field: ast.Field): boolean => field.name === column.field;
    if (ast.isMemberDecl(target)) return names.memberFields(document).find(called);
    const own = names.eventFields(document, target.name).find(called);
    const hasItems = target.name === 'purchase' || target.name === 'return';
    return own ?? (hasItems ? names.itemFields(document).find(called) : undefined);
}
