import { type AstNode, AstUtils, type Reference, type ReferenceInfo } from 'langium';
import type { Edit } from '../../diagnostics/finding.ts';
import * as ast from '../../language/generated/ast.ts';
import { documentOf, fileOf } from '../../language/names.ts';
import { isOfLibrary } from '../library-document.ts';
import type { LoyaltyServerServices } from '../services.ts';
import { addField, typeWanted, wantedFields } from './missing-fields.ts';
import type { Offer, Refactoring } from './refactoring.ts';
import type { Spot } from './spot.ts';
import { clauseAfter, declareBefore } from './text.ts';

/** What a name asks for and nothing is called yet. */
export const createMissing: Refactoring = {
    kind: 'quickfix',
    mayLeaveErrors: true,
    offers: (spot, services) => {
        const missing = missingAt(spot, services);
        const made = missing && offerFor(missing);
        return made ? [made] : [];
    },
};

interface Missing {
    readonly name: string;
    /** What may be meant, in the words of the grammar. */
    readonly type: string;
    readonly info: ReferenceInfo;
    /** Before which a new declaration stands. */
    readonly user: ast.Declaration;
    readonly services: LoyaltyServerServices;
}

function missingAt(
    { nodes, start, end, declaration: user }: Spot,
    services: LoyaltyServerServices,
): Missing | undefined {
    const [node] = nodes;
    if (!node || !user) return undefined;
    const found = AstUtils.streamReferences(node)
        .map(({ reference }) => reference)
        .find((each): each is Reference => {
            const place = each.$refNode;
            return 'ref' in each && place !== undefined && place.offset <= start && end <= place.end;
        });
    const info = found?.error?.info;
    if (!found || !info || found.ref) return undefined;
    const type = services.shared.AstReflection.getReferenceType(info);
    return { name: found.$refText, type, info, user, services };
}

function offerFor(missing: Missing): Offer | undefined {
    switch (missing.type) {
        case ast.Tier.$type:
        case ast.Constant.$type:
            return tier(missing);
        case ast.EventDecl.$type:
        case ast.Occasion.$type:
        case ast.Happens.$type:
            return event(missing);
        case ast.Field.$type:
            return field(missing);
        case ast.Unit.$type:
        case ast.Points.$type:
            return points(missing);
        case ast.Segment.$type:
        case ast.Among.$type:
            return segment(missing);
        case ast.Returned.$type:
        case ast.Reward.$type:
            return reward(missing);
        case ast.Coupon.$type:
            return declare(missing, 'coupon', `coupon ${missing.name} { code "${missing.name}" }`);
        case ast.Quantifiable.$type:
            return named(missing);
        default:
            return undefined;
    }
}

function declare({ name, user }: Missing, what: string, text: string): Offer {
    return { title: `Create the ${what} '${name}'`, edits: () => [declareBefore(user, text)] };
}

/** As the highest tier of its ladder, which only the author can give: nothing else about it is known. */
function tier({ name, info, services }: Missing): Offer | undefined {
    const asked = info.container.$container;
    const left = ast.isIs(asked) || ast.isInList(asked) ? asked.left : undefined;
    const own = services.loyalty.Names.declarations(documentOf(info.container), 'Ladder').filter(
        each => !isOfLibrary(each),
    );
    const ladder = ast.isNameRef(left) ? left.head?.ref : own[0];
    const last = ast.isLadder(ladder) && !isOfLibrary(ladder) ? ladder.tiers.at(-1) : undefined;
    if (!ast.isLadder(ladder) || !last) return undefined;
    return {
        title: `Create the tier '${name}' of '${ladder.name}'`,
        edits: () => [clauseAfter(last, `tier ${name} by invitation`)],
    };
}

function event(missing: Missing): Offer {
    const fields = wantedFields(fileOf(documentOf(missing.user)) ?? missing.user, missing.name);
    const block = fields.length === 0 ? '' : ` { ${fields.map(([name, type]) => `${name} : ${type}`).join('\n')} }`;
    return declare(missing, 'event', `event ${missing.name}${block}`);
}

function points(missing: Missing): Offer | undefined {
    // Three capital letters are a currency.
    if (/^[A-Z]{3}$/.test(missing.name)) return undefined;
    return declare(missing, 'points', `points ${missing.name} { worth 0.01 ${currencyOf(missing)} }`);
}

function currencyOf({ user, services }: Missing): string {
    const [program] = services.loyalty.Names.programsOf(documentOf(user));
    return program?.clauses.find(ast.isCurrencyClause)?.currencies[0]?.name ?? 'EUR';
}

const segment = (missing: Missing): Offer =>
    declare(missing, 'segment', `segment ${missing.name} { when visits over last 12 months >= 1 }`);

function reward(missing: Missing): Offer | undefined {
    const [first] = missing.services.loyalty.Names.declarations(documentOf(missing.user), 'Points');
    const { container: user, property } = missing.info;
    const isOrder = ast.isHappening(user) && property === 'of' && user.event?.$refText !== 'redemption';
    if (!first || isOrder) return undefined;
    return declare(
        missing,
        'reward',
        `reward ${missing.name} {\n  costs 100 ${first.name}\n  give "${missing.name}"\n}`,
    );
}

/** A name in an expression: with a dot behind it an event, with a window a metric, by itself a segment or a field of items. */
function named(missing: Missing): Offer | undefined {
    const node = missing.info.container;
    if (!ast.isNameRef(node)) return undefined;
    if (node.tail.length > 0 || isWhatHappens(node)) return event(missing);
    const other = typeWanted(node);
    if (node.window) {
        const body = other === 'money' ? 'sum of purchase.net' : 'count of purchase';
        return declare(missing, 'metric', `metric ${missing.name} { ${body} }`);
    }
    if (AstUtils.getContainerOfType(node, ast.isWhereClause)) return field(missing);
    return isCondition(node) ? segment(missing) : undefined;
}

const isWhatHappens = ({ $container }: ast.NameRef): boolean =>
    ast.isHappened($container) || (ast.isAggregate($container) && $container.fn === 'count');

const isCondition = ({ $container }: AstNode): boolean =>
    ast.isWhenClause($container) ||
    ast.isAnd($container) ||
    ast.isOr($container) ||
    ast.isNot($container) ||
    ast.isAnyOf($container) ||
    ast.isGive($container);

function field(missing: Missing): Offer | undefined {
    const made = addField(missing.info.container, missing.name, missing.services.loyalty.Names);
    if (!made) return undefined;
    const edits = (): readonly Edit[] =>
        'edit' in made ? [made.edit] : [declareBefore(missing.user, made.declaration)];
    return { title: `Create the field '${missing.name}' of ${made.owner}`, edits };
}
