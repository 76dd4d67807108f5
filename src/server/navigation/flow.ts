import { type AstNode, AstUtils, type CstNode, type Reference } from 'langium';
import * as ast from '../../language/generated/ast.ts';
import { documentOf } from '../../language/names.ts';
import type { LoyaltyServerServices } from '../services.ts';

/** What the other end is, and where the two meet: places in the file of whichever of them names the other. */
export interface Flow {
    readonly node: AstNode;
    readonly places: readonly CstNode[];
    /** Whether it is the other end that names the one that was asked about. */
    readonly isNamedThere: boolean;
}

/** Who gives it, moves to it or fills it, and what it asks itself. */
export function whatFeeds(services: LoyaltyServerServices, node: AstNode): readonly Flow[] {
    const given = referencesTo(services, node).filter(each => each.role === 'gives');
    const asked = referencesIn(node).filter(each => each.role === 'asks');
    return merge([...given.map(toOwner), ...asked.map(toTarget)]);
}

/** Who asks for it or depends on it, and what it gives itself. */
export function whatIsFed(services: LoyaltyServerServices, node: AstNode): readonly Flow[] {
    const asking = referencesTo(services, node).filter(each => each.role === 'asks');
    const given = referencesIn(node).filter(each => each.role === 'gives');
    return merge([...asking.map(toOwner), ...given.map(toTarget)]);
}

interface Use {
    readonly role: 'gives' | 'asks' | 'none';
    readonly owner: AstNode;
    readonly target: AstNode;
    readonly place: CstNode;
}

const toOwner = ({ owner, place }: Use): Flow => ({ node: owner, places: [place], isNamedThere: true });
const toTarget = ({ target, place }: Use): Flow => ({ node: target, places: [place], isNamedThere: false });

function merge(flows: readonly Flow[]): readonly Flow[] {
    const groups = Map.groupBy(flows, ({ node, isNamedThere }) => `${addressOf(node)} ${isNamedThere}`);
    return [...groups.values()].flatMap(([first, ...others]) =>
        first ? [{ ...first, places: [first, ...others].flatMap(({ places }) => places) }] : [],
    );
}

function referencesTo(services: LoyaltyServerServices, target: AstNode): readonly Use[] {
    const { AstNodeLocator } = services.workspace;
    const uses: Use[] = [];
    for (const same of declarationsOf(services, target)) {
        for (const found of services.references.References.findReferences(same, {})) {
            const document = services.shared.workspace.LangiumDocuments.getDocument(found.sourceUri);
            const node = document && AstNodeLocator.getAstNode(document.parseResult.value, found.sourcePath);
            const use =
                node && AstUtils.streamReferences(node).find(info => placeOf(info)?.offset === found.segment.offset);
            uses.push(...(use ? useOf(use) : []));
        }
    }
    return uses;
}

/** An event that authors declare again, with fields of their own, is still that event. */
function declarationsOf(services: LoyaltyServerServices, target: AstNode): readonly AstNode[] {
    if (!ast.isEventDecl(target)) return [target];
    return services.loyalty.Names.events(documentOf(target)).filter(({ name }) => name === target.name);
}

/** A tier is held for what its ladder measures. */
function referencesIn(node: AstNode): readonly Use[] {
    const parts = ast.isTier(node) ? [node, ...node.$container.clauses] : ast.isLadder(node) ? node.clauses : [node];
    return parts
        .flatMap(part => [...AstUtils.streamAst(part)])
        .flatMap(part => [...AstUtils.streamReferences(part)])
        .flatMap(useOf)
        .filter(({ target }) => target !== node && !ast.isTest(node));
}

function useOf(info: {
    readonly reference: unknown;
    readonly container: AstNode;
    readonly property: string;
}): readonly Use[] {
    const reference = info.reference as Reference; // the language has no references to several things
    const target = reference.ref;
    const place = reference.$refNode;
    const owner = AstUtils.getContainerOfType(info.container, isStation);
    if (!target || !place || !owner || ast.isTest(owner) || ast.isCurrency(target) || ast.isEnumValue(target))
        return [];
    return [{ role: roleOf(info.container, info.property), owner, target, place }];
}

function placeOf({ reference }: { readonly reference: unknown }): CstNode | undefined {
    return (reference as Reference).$refNode;
}

/** What has a place of its own on the way from an event to what comes of it. */
export function isStation(node: AstNode): node is ast.Tier | ast.Field | ast.Declaration {
    return ast.isTier(node) || ast.isField(node) || ast.isFile(node.$container);
}

/** Whether more comes to what is named, or the one who names it depends on it. The unit of an amount says neither. */
function roleOf(container: AstNode, property: string): Use['role'] {
    if (isGiving(container, property)) return 'gives';
    const isUnit = property === 'unit';
    return isUnit && !ast.isCosts(container.$container) ? 'none' : 'asks';
}

export function isGiving(container: AstNode, property: string): boolean {
    if (ast.isQuantity(container)) return isGivenAmount(container);
    return (
        (ast.isGive(container) && property === 'unit') ||
        ast.isTake(container) ||
        ast.isMove(container) ||
        ast.isTierMove(container) ||
        ast.isContractMove(container) ||
        (ast.isSource(container) && property === 'target')
    );
}

function isGivenAmount({ $container: owner, $containerProperty: property }: ast.Quantity): boolean {
    if (ast.isEarnStep(owner)) return property === 'amount';
    if (ast.isSettleClause(owner)) return property === 'points';
    return ast.isBenefit(owner) || ast.isPointsMove(owner);
}

function addressOf(node: AstNode): string {
    return `${documentOf(node).uri.toString()} ${node.$cstNode?.offset}`;
}
