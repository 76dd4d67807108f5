import type { AstNode, LangiumDocument } from 'langium';
import { closest, didYouMean } from '../base/did-you-mean.ts';
import { begunPhrases } from './begun-phrases.ts';
import { unknownName } from './checks/names.ts';
import * as ast from './generated/ast.ts';
import { ownerIn } from './like-fields.ts';
import type { Lowering } from './lower/context.ts';
import { declarationWords } from './lower/declared-names.ts';
import { quoteIfNeeded, writeClosest } from './lower/mend.ts';
import { named } from './node-scope.ts';
import type { Piece } from './pieces/piece.ts';
import { type LoyaltyScopeProvider, nameOf } from './scope.ts';
import type { LoyaltyServices } from './services.ts';

const wordsFor: Record<string, string> = {
    Unit: 'unit',
    Currency: 'currency',
    Points: 'points',
    EventDecl: 'event',
    Occasion: 'event',
    Happens: 'event',
    Ladder: 'ladder',
    Tier: 'tier',
    Earn: 'earning rule',
    Price: 'price',
    CombinedRule: 'rule',
    BudgetedRule: 'rule',
    Giving: 'rule',
    Trigger: 'trigger',
    Coupon: 'coupon',
    Reward: 'reward',
    Contract: 'contract',
    EnumValue: 'channel',
    Constant: 'value',
    Field: 'field',
    Person: 'person',
    Segment: 'segment',
    Invariant: 'invariant',
    OrderName: 'order',
    Returned: 'order or reward',
    Quantifiable: 'name',
};

const KINDS = Object.keys(declarationWords) as readonly (keyof typeof declarationWords)[]; // its own keys

/** `opened happened`: only an event can have been meant. */
const isHappening = ({ $container, $containerProperty }: AstNode): boolean =>
    ast.isHappened($container) && $containerProperty === 'left';

/** References that lead nowhere. One that hangs on another that leads nowhere is left out. */
export function nameFindings(
    services: LoyaltyServices,
    document: LangiumDocument,
    piece: Piece,
    lowering: Lowering,
): void {
    const scopes = services.references.ScopeProvider as LoyaltyScopeProvider; // ours, see services.ts
    const alone = services.loyalty.Names.programsOf(document).length === 0;
    const begun = new Set<AstNode>(begunPhrases(piece.references, textOf(document)).map(({ head }) => head));
    for (const { error, $refNode: cst, $refText: text } of piece.references) {
        const info = error?.info;
        if (!cst || !info || text === '') continue;
        const type = services.shared.AstReflection.getReferenceType(info);
        if ((type === 'Unit' || type === 'Currency') && alone && !isPointsLike(text)) continue;
        if (hangsOnBroken(info.container, info.property) || begun.has(info.container)) continue;
        const candidates = scopes
            .candidates(info)
            .filter(each => !isHappening(info.container) || ast.isEventDecl(each))
            .map(nameOf)
            .filter(each => each !== undefined);
        const what = wordsFor[type] ?? 'name';
        const other = otherKind(services, document, text);
        if (other) {
            lowering.report(unknownName, cst, [what, text, isAnother(info.container, what, other)]);
            continue;
        }
        const near = closest(text, candidates, 1);
        const fixes = writeClosest(text, near, cst, quoteIfNeeded);
        lowering.report(unknownName, cst, [what, text, didYouMean(text, near)], { fixes });
    }
}

const textOf = (document: LangiumDocument): string => document.parseResult.value.$cstNode?.root.fullText ?? '';

/** What has this name, where something else is asked for. */
function otherKind(services: LoyaltyServices, document: LangiumDocument, name: string): string | undefined {
    const all = KINDS.map(kind => services.loyalty.Names.declarations(document, kind));
    const found = named(all, name);
    return found && declarationWords[found.$type as (typeof KINDS)[number]]; // the lists are of these kinds
}

/** The end of the message: what it is, and what it must be. */
function isAnother(asked: AstNode, wanted: string, found: string): string {
    if (ast.isResponse(asked))
        return ` It is ${found}: only answers to triggers can be assumed, so it must be a trigger.`;
    return ` It is ${found}; here must be ${/^[aeiou]/.test(wanted) ? 'an' : 'a'} ${wanted}.`;
}

function isPointsLike(text: string): boolean {
    return !/^[A-Z]{3}$/.test(text);
}

function hangsOnBroken(
    node: ast.Expression | { readonly $type: string; readonly $container?: unknown },
    property: string,
): boolean {
    if (ast.isNameRef(node) && property === 'tail') return node.head?.ref === undefined;
    if (ast.isFieldOf(node)) return ownerIn(node) === undefined;
    if (ast.isConstantRef(node)) {
        const owner = node.$container;
        const left = ast.isIs(owner) || ast.isInList(owner) || ast.isHas(owner) ? owner.left : undefined;
        if (ast.isNameRef(left)) return left.head?.ref === undefined || left.tail.some(each => each.ref === undefined);
        if (ast.isFieldValue(owner)) return owner.field?.ref === undefined;
    }
    if (ast.isFieldValue(node) && ast.isHappening(node.$container)) return node.$container.event?.ref === undefined;
    return false;
}
