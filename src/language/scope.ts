import type { LangiumCoreServices, LangiumDocument } from 'langium';
import {
    type AstNode,
    type AstNodeDescription,
    AstUtils,
    EMPTY_SCOPE,
    type ReferenceInfo,
    type Scope,
    type ScopeProvider,
} from 'langium';
import { describeLater } from './description.ts';
import * as ast from './generated/ast.ts';
import {
    FIGURES,
    GIVEN,
    LADDER_ACCOUNT,
    MEMBER_ACCOUNT,
    ORDER,
    POINTS_ACCOUNT,
    PRICE_CHANGE,
    PSEUDO_EVENTS,
    STAGES,
    WALLET_ACCOUNT,
} from './library.ts';
import { fieldsLike, ownerIn } from './like-fields.ts';
import { documentOf, type Names } from './names.ts';
import { type Lists, NodeScope, named, nameOf } from './node-scope.ts';
import { isAnyText, isChannels } from './set-types.ts';
import { countsItems, eventOfLimit, isAboutItems, isPricing } from './where.ts';

/** One rule per reference: which names may stand there, and nothing else. That is what makes completion exact. */
export class LoyaltyScopeProvider implements ScopeProvider {
    private readonly services: LangiumCoreServices;
    private readonly names: Names;

    constructor(services: LangiumCoreServices, names: Names) {
        this.services = services;
        this.names = names;
    }

    getScope(context: ReferenceInfo): Scope {
        const lists = this.lists(context);
        return lists.every(({ length }) => length === 0)
            ? EMPTY_SCOPE
            : new NodeScope(lists, node => this.describe(node));
    }

    /** What a name at this reference means. */
    find(context: ReferenceInfo, name: string): AstNode | undefined {
        return named(this.lists(context), name);
    }

    /** Nodes that may stand at this reference, nearest first. */
    candidates(context: ReferenceInfo): readonly AstNode[] {
        return this.lists(context).flat();
    }

    private lists(context: ReferenceInfo): Lists {
        const type = this.services.shared.AstReflection.getReferenceType(context);
        const document = documentOf(context.container);
        const { names } = this;
        switch (type) {
            case ast.Currency.$type:
                return [names.currencies(document)];
            case ast.Unit.$type:
                return [names.declarations(document, 'Points'), names.currencies(document)];
            case ast.Wallet.$type:
                return [names.declarations(document, 'Wallet')];
            case ast.Means.$type:
                return [names.declarations(document, 'Wallet'), names.eventFields(document, 'purchase')];
            case ast.Points.$type:
                return [names.declarations(document, 'Points')];
            case ast.EventDecl.$type:
                return [this.events(context.container)];
            case ast.Occasion.$type:
                return [this.occasions(document), one(names.declarations(document, 'ItemDecl'))];
            case ast.Happens.$type:
                return [this.occasions(document), one(names.declarations(document, 'MemberDecl'))];
            case ast.Segment.$type:
                return [names.declarations(document, 'Segment')];
            case ast.Ladder.$type:
                return [names.ladders(document)];
            case ast.Tier.$type:
                // Stages have no thresholds that something could be missing to.
                return [
                    ast.isMissing(context.container)
                        ? names.list(document, 'tiers with thresholds', () =>
                              names.tiers(document).filter(hasThreshold),
                          )
                        : names.tiers(document),
                ];
            case ast.Among.$type:
                return [names.declarations(document, 'Segment'), names.tiers(document)];
            case ast.Earn.$type:
                return [names.declarations(document, 'Earn')];
            case ast.Price.$type:
                return [names.declarations(document, 'Price')];
            case ast.CombinedRule.$type:
                return this.each(document, ['Earn', 'Price', 'Rebate']);
            case ast.BudgetedRule.$type:
                return this.each(document, ['Earn', 'Price', 'Trigger', 'Journey', 'Reward', 'Contract', 'Rebate']);
            case ast.Giving.$type:
                return this.each(document, ['Earn', 'Trigger', 'Reward']);
            case ast.WaitingRule.$type:
                return this.each(document, ['Earn', 'Price', 'Trigger', 'Journey', 'Reward']);
            case ast.Budget.$type:
                return [names.declarations(document, 'Budget')];
            case ast.Trigger.$type:
                return [names.declarations(document, 'Trigger')];
            case ast.Sender.$type:
                return this.each(document, ['Trigger', 'Journey']);
            case ast.Coupon.$type:
                return [names.declarations(document, 'Coupon')];
            case ast.Reward.$type:
                return [names.declarations(document, 'Reward')];
            case ast.Contract.$type:
                return [names.declarations(document, 'Contract')];
            case ast.Invariant.$type:
                return [names.declarations(document, 'Invariant')];
            case ast.EnumValue.$type:
                return [names.channels(document)];
            case ast.Constant.$type:
                return this.constants(context.container);
            case ast.Quantifiable.$type:
                return this.heads(context.container);
            case ast.Field.$type:
                return this.fields(context);
            case ast.Person.$type:
                return [steps(context.container).filter(ast.isPerson)];
            case ast.OrderName.$type:
                return [orderNames(context.container)];
            case ast.Returned.$type:
                return [orderNames(context.container), names.declarations(document, 'Reward')];
            default:
                return [];
        }
    }

    private each(document: LangiumDocument, types: readonly ast.Declaration['$type'][]): Lists {
        return types.map(type => this.names.declarations(document, type));
    }

    private describe(node: AstNode): AstNodeDescription | undefined {
        const name = nameOf(node);
        return name === undefined ? undefined : describeLater(node, name, this.services);
    }

    /** What stands without a person is for everybody; that a price changes is said of the list of prices. */
    private events(node: AstNode): readonly ast.EventDecl[] {
        const document = documentOf(node);
        if (!ast.isAnnouncement(node)) return this.occasions(document);
        return this.names.list(document, 'events for everybody', () => {
            const events = this.names.events(document).filter(each => !PSEUDO_EVENTS.has(each.name));
            const everybody = new Set(events.filter(each => each.everybody).map(({ name }) => name));
            return nearest(events.filter(each => everybody.has(each.name) && each.name !== PRICE_CHANGE));
        });
    }

    /** What can happen. */
    private occasions(document: LangiumDocument): readonly ast.EventDecl[] {
        return this.shown(document, undefined);
    }

    /** Events, with one of those that stand for a place in a program. */
    private shown(document: LangiumDocument, pseudo: string | undefined): readonly ast.EventDecl[] {
        return this.names.list(document, `events and ${pseudo}`, () =>
            nearest(this.names.events(document).filter(({ name }) => name === pseudo || !PSEUDO_EVENTS.has(name))),
        );
    }

    /** What an expression may begin with. Fields of items and figures of goals stand without a prefix where they are meant. */
    private heads(node: AstNode): Lists {
        const document = documentOf(node);
        const names = this.names;
        const own: (readonly AstNode[])[] = [];
        if (AstUtils.getContainerOfType(node, ast.isGoal)) own.push(names.eventFields(document, FIGURES));
        else if (isAboutItems(node)) own.push(names.itemFields(document));
        const shown = isPricing(node) ? ORDER : AstUtils.getContainerOfType(node, ast.isInvariant) ? GIVEN : undefined;
        return [
            ...own,
            names.declarations(document, 'Metric'),
            names.ladders(document),
            ...this.each(document, ['Segment', 'Contract', 'Journey', 'Points', 'Wallet']),
            this.shown(document, shown),
            ...this.people(document),
        ];
    }

    /** Whose fields can stand right of `is`. */
    private owners(node: AstNode): Lists {
        const document = documentOf(node);
        return [this.shown(document, isPricing(node) ? ORDER : undefined), ...this.people(document)];
    }

    private people(document: LangiumDocument): Lists {
        return [
            one(this.names.declarations(document, 'MemberDecl')),
            one(this.names.declarations(document, 'ItemDecl')),
        ];
    }

    private fields(context: ReferenceInfo): Lists {
        const node = context.container;
        const document = documentOf(node);
        if (ast.isLimitScope(node) && countsItems(node)) {
            const own = [this.names.memberFields(document), this.names.itemFields(document)];
            return isPricing(node) ? [...own, this.names.eventFields(document, 'purchase')] : own;
        }
        if (ast.isLimitScope(node) && ast.isReward(node.$container?.$container)) {
            const fieldsOf = (event: string) => this.names.eventFields(document, event);
            return [this.names.memberFields(document), fieldsOf('purchase'), fieldsOf('redemption')];
        }
        const limited = ast.isLimitScope(node) ? eventOfLimit(node) : undefined;
        if (limited !== undefined)
            return [this.names.memberFields(document), this.names.eventFields(document, limited.name)];
        if (ast.isFurtherTax(node) || ast.isExpect(node)) return [this.names.itemFields(document)];
        if (GROUPS.has(context.property)) return [this.names.memberFields(document)];
        if (ast.isPoolClause(node)) return [this.names.memberFields(document)];
        if (ast.isNameRef(node)) return (context.index ?? 0) > 0 ? [] : this.fieldsBehind(node.head?.ref, document);
        if (ast.isFieldOf(node)) return this.fieldsBehind(ownerIn(node), document).slice(0, 1);
        if (ast.isConsent(node)) return [this.names.memberFields(document)];
        if (ast.isOnEvent(node)) return ast.isMemberDecl(node.event?.ref) ? [this.names.memberFields(document)] : [];
        if (!ast.isFieldValue(node)) return [];
        const owner = node.$container;
        if (ast.isAnnouncement(owner)) return [this.names.eventFields(document, owner.event?.ref?.name ?? '')];
        if (ast.isPerson(owner)) return [this.names.memberFields(document)];
        if (ast.isTestLine(owner)) return [this.names.itemFields(document)];
        if (!ast.isHappening(owner)) return [];
        const event = owner.event?.ref?.name;
        const own = event ? this.names.eventFields(document, event) : [];
        return event === 'purchase' || event === 'return' ? [own, this.names.itemFields(document)] : [own];
    }

    /** Fields after the dot: of the member, the item, the event, the points. */
    private fieldsBehind(head: AstNode | undefined, document: LangiumDocument): Lists {
        if (ast.isMemberDecl(head))
            return [this.names.memberFields(document), this.names.eventFields(document, MEMBER_ACCOUNT)];
        if (ast.isLadder(head)) return [this.names.eventFields(document, LADDER_ACCOUNT)];
        if (ast.isItemDecl(head)) return [this.names.itemFields(document)];
        if (ast.isWallet(head)) return [this.names.eventFields(document, WALLET_ACCOUNT)];
        if (ast.isPoints(head)) return [this.names.eventFields(document, POINTS_ACCOUNT)];
        if (ast.isEventDecl(head)) return [this.names.eventFields(document, head.name)];
        return [];
    }

    /** Right of `is`, `in`, `has` and `=`: the values that the left side can have. */
    private constants(node: AstNode): Lists {
        const document = documentOf(node);
        const owner = node.$container;
        if (ast.isFieldOf(owner)) return this.owners(owner);
        if (ast.isFieldValue(owner)) return [this.valuesOf(owner.field?.ref, document) ?? []];
        if (!ast.isIs(owner) && !ast.isInList(owner) && !ast.isHas(owner)) return [];
        const values = this.valuesOfExpression(owner.left);
        return isAboutItems(owner) ? [...values, fieldsLike(owner.left, this.names.itemFields(document))] : values;
    }

    private valuesOfExpression(left: ast.Expression): Lists {
        const document = documentOf(left);
        if (ast.isAggregate(left)) return left.of ? this.valuesOfExpression(left.of) : [];
        if (!ast.isNameRef(left)) return [];
        const last = left.tail.length > 0 ? left.tail.at(-1)?.ref : left.head?.ref;
        if (ast.isLadder(last)) return [last.tiers];
        if (ast.isField(last)) return [this.valuesOf(last, document) ?? []];
        return last === undefined ? [this.names.tiers(document), this.names.channels(document)] : [];
    }

    private valuesOf(field: ast.Field | undefined, document: LangiumDocument): readonly ast.EnumValue[] | undefined {
        if (!field) return undefined;
        if (ast.isChoiceType(field.type)) return field.type.values;
        if (!ast.isSetType(field.type)) return undefined;
        if (isChannels(field.type)) return this.names.channels(document);
        return isAnyText(field.type) ? [] : field.type.values;
    }
}

/** Properties that name the field of the member by which members are together. */
const GROUPS: ReadonlySet<string> = new Set(['group', 'within']);

const hasThreshold = ({ $container }: ast.Tier): boolean => $container.name !== STAGES;

/** Of several declarations of one event, the nearest: the author's before the library's. */
function nearest(events: readonly ast.EventDecl[]): readonly ast.EventDecl[] {
    const byName = new Map<string, ast.EventDecl>();
    for (const event of events) if (!byName.has(event.name)) byName.set(event.name, event);
    return [...byName.values()];
}

const one = <T>(list: readonly T[]): readonly T[] => (list.length > 1 ? list.slice(0, 1) : list);

function steps(node: AstNode): readonly ast.Step[] {
    return AstUtils.getContainerOfType(node, ast.isTest)?.steps ?? [];
}

function orderNames(node: AstNode): readonly ast.OrderName[] {
    return steps(node).flatMap(step => (ast.isHappening(step) && step.as ? [step.as] : []));
}

export { nameOf, ORDER };
