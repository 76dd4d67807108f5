import { Rational } from '../../base/rational.ts';
import type { Expression } from '../../model/expression.ts';
import type { Segment } from '../../model/metric.ts';
import type { CalendarReview, Ranking, Ties } from '../../model/ranking.ts';
import { describeType, type Type } from '../../model/type.ts';
import { ladderTiming, tierOrder } from '../checks/program.ts';
import { segmentCircle } from '../checks/rankings.ts';
import { clauseMissing, outOfRange, pointlessClause } from '../checks/rules.ts';
import { mismatch } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import { ABOUT_MEMBER, type Around } from './around.ts';
import { type Lowering, type Place, removeLine, spanOf, TRUTH, textOf } from './context.ts';
import { lowerExpression } from './expression.ts';
import { rational, share, whole } from './number.ts';
import { lowerReview } from './review.ts';

/** Who compares its members with each other, and how. */
interface Owner extends Pick<Ranking, 'name' | 'owner' | 'ties' | 'review'> {
    /** What is measured where the comparison does not say it. */
    readonly measure: Expression | undefined;
}

/** Segments are looked at again every day, unless they say otherwise. */
export function aroundSegment(lowering: Lowering, node: ast.Segment, clauses: readonly ast.SegmentClause[]): Around {
    const review = clauses.find(ast.isReviewClause);
    const ties = clauses.find(ast.isTiesClause);
    const compares = clauses.some(clause => ast.isWhenClause(clause) && rankedIn(clause).length > 0);
    for (const clause of compares ? [] : [review, ties]) {
        if (clause) reportPointless(lowering, clause, 'this segment compares members with nobody');
    }
    reportCircle(lowering, node);
    if (review?.every === 'anniversary') {
        lowering.report(ladderTiming, review, [textOf(review), 'name days that are the same for all members']);
    }
    return around({
        name: node.name,
        owner: { kind: 'segment', name: node.name },
        measure: undefined,
        ties: tiesOf(ties),
        review: calendarReview(lowering, review),
    });
}

/** Tiers are looked at again when their ladder is reviewed. */
export function rankingOfLadder(
    lowering: Lowering,
    node: ast.Ladder,
    clauses: readonly ast.LadderClause[],
    measure: Expression | undefined,
): (tier: string) => Around {
    const review = clauses.find(ast.isReviewClause);
    const ties = clauses.find(ast.isTiesClause);
    const compared = node.tiers.flatMap(tier => [
        ...(tier.share ? [tier.share] : []),
        ...(tier.condition ? rankedIn(tier.condition) : []),
    ]);
    const [first] = compared;
    if (!first && ties) reportPointless(lowering, ties, 'no tier of this ladder compares members with each other');
    if (first && (!review || review.every === 'anniversary')) {
        const example = "be together with a review on days of the calendar: 'review yearly on 1 January'";
        lowering.report(ladderTiming, review ?? first, [textOf(review ?? first), example]);
    }
    checkShares(lowering, node);
    return tier =>
        around({
            name: `${node.name}.${tier}`,
            owner: { kind: 'ladder', name: node.name },
            measure,
            ties: tiesOf(ties),
            review: calendarReview(lowering, review?.every === 'anniversary' ? undefined : review),
        });
}

/** Rankings in an order in which those who decide whom another ranks come first. */
export function inOrder(rankings: readonly Ranking[], segments: readonly Segment[]): readonly Ranking[] {
    const ordered = new Set<Ranking>();
    const asked = (condition: Expression | undefined): readonly string[] => {
        if (condition === undefined) return [];
        if (condition.kind === 'ranked') return [condition.ranking];
        if (condition.kind === 'segment') return asked(segments.find(({ name }) => name === condition.segment)?.when);
        return 'parts' in condition
            ? condition.parts.flatMap(asked)
            : 'operand' in condition
              ? asked(condition.operand)
              : [];
    };
    const visit = (ranking: Ranking, path: readonly Ranking[]): void => {
        if (ordered.has(ranking) || path.includes(ranking)) return;
        for (const name of asked(ranking.among)) {
            const before = rankings.find(each => each.name === name);
            if (before) visit(before, [...path, ranking]);
        }
        ordered.add(ranking);
    };
    for (const ranking of rankings) visit(ranking, []);
    return [...ordered];
}

function around(owner: Owner): Around {
    return { ...ABOUT_MEMBER, ranked: (lowering, node) => lowerRanked(lowering, node, owner) };
}

function lowerRanked(lowering: Lowering, node: ast.Ranked, owner: Owner): Expression | undefined {
    const extent = extentOf(lowering, node);
    const by = node.by ? lowerExpression(lowering, node.by, ABOUT_MEMBER) : owner.measure;
    if (!node.by && !owner.measure) {
        const place = `The ladder of tier '${ast.isTier(node.$container) ? node.$container.name : ''}'`;
        lowering.report(clauseMissing, node, [place, 'qualify by …']);
    }
    if (!by) return undefined;
    if (!canBeRanked(by.type)) {
        lowering.report(mismatch, node.by ?? node, ['an amount or a number', describeType(by.type)]);
        return undefined;
    }
    const text = node.by ? textOf(node) : `${textOf(node)} by ${by.text}`;
    const same = lowering.rankings.filter(({ name }) => name === owner.name || name.startsWith(`${owner.name} `));
    const name = same.length === 0 ? owner.name : `${owner.name} ${same.length + 1}`;
    const place = { span: spanOf(node), text };
    lowering.rankings.push({
        ...place,
        name,
        side: node.side === 'bottom' ? 'bottom' : 'top',
        extent,
        by,
        owner: owner.owner,
        measuresLadder: !node.by,
        among: amongOf(node.among?.ref),
        ties: owner.ties,
        review: owner.review,
    });
    return { ...place, kind: 'ranked', type: TRUTH, ranking: name };
}

function extentOf(lowering: Lowering, node: ast.Ranked): Ranking['extent'] {
    if (node.share !== undefined) {
        const amount = share(node.share);
        if (amount.sign() <= 0 || amount.ge(Rational.ONE))
            lowering.report(outOfRange, node, ['The share of members', 'above 0% and below 100%', `${node.share}%`]);
        return { kind: 'share', amount };
    }
    const count = whole(lowering, node.number, node, 'The number of members');
    if (rational(node.number).isZero()) lowering.report(outOfRange, node, ['The number of members', 'above zero', '0']);
    return { kind: 'number', amount: Rational.of(count) };
}

function amongOf(target: ast.Among | undefined): Expression | undefined {
    if (target === undefined) return undefined;
    const place = { span: spanOf({ node: target, property: 'name' }), text: target.name };
    if (ast.isSegment(target)) return { ...place, kind: 'segment', type: TRUTH, segment: target.name };
    const ladder = target.$container.name;
    const type: Type = { kind: 'tier', ladder };
    const left: Expression = { ...place, text: ladder, kind: 'tier', type, ladder };
    const right: Expression = { ...place, kind: 'constant', type, value: target.name };
    return { ...place, text: `${ladder} is ${target.name}`, kind: 'compare', type: TRUTH, op: '=', left, right };
}

function calendarReview(lowering: Lowering, node: ast.ReviewClause | undefined): CalendarReview {
    const review = node && lowerReview(lowering, node);
    return review === undefined || review.kind === 'anniversary' ? { kind: 'daily' } : review;
}

const canBeRanked = ({ kind }: Type): boolean =>
    kind === 'money' || kind === 'points' || kind === 'number' || kind === 'percent' || kind === 'duration';

function tiesOf(node: ast.TiesClause | undefined): Ties {
    const mode = node?.mode ?? '';
    return mode.startsWith('left') ? 'left out' : mode.startsWith('to') ? 'to the earlier member' : 'included';
}

function reportPointless(lowering: Lowering, clause: ast.ReviewClause | ast.TiesClause, why: string): void {
    lowering.report(pointlessClause, clause, [textOf(clause), why], {
        fixes: [{ title: 'Leave it out', edits: [removeLine(clause)] }],
    });
}

/** A higher tier is for fewer members of the same kind. */
function checkShares(lowering: Lowering, node: ast.Ladder): void {
    let below: { readonly tier: ast.Tier; readonly share: ast.Ranked } | undefined;
    for (const tier of node.tiers) {
        const own = tier.share;
        if (!own || tier.op === 'or') continue;
        if (below && isComparable(below.share, own) && !sizeOf(own).lt(sizeOf(below.share))) {
            lowering.report(tierOrder, own, [tier.name, below.tier.name, textOf(below.share)], {
                related: [{ message: `Tier '${below.tier.name}' starts here`, place: below.share }],
            });
        }
        below = { tier, share: own };
    }
}

const sizeOf = ({ share: percent, number }: ast.Ranked): Rational => rational(percent ?? number);

const isComparable = (a: ast.Ranked, b: ast.Ranked): boolean =>
    (a.share === undefined) === (b.share === undefined) && a.among?.ref === b.among?.ref;

/** Comparisons in a condition. */
const rankedIn = (condition: ast.WhenClause | ast.Expression): ast.Ranked[] =>
    partsWithin(condition).filter(ast.isRanked);

/** A condition and all that it consists of, in the order of the text. Not by recursion: it may be very long. */
function partsWithin(condition: ast.WhenClause | ast.Expression): (ast.WhenClause | ast.Expression)[] {
    const found: (ast.WhenClause | ast.Expression)[] = [];
    const open = [condition];
    for (let node = open.pop(); node; node = open.pop()) {
        found.push(node);
        open.push(...partsOf(node).toReversed());
    }
    return found;
}

function partsOf(node: ast.WhenClause | ast.Expression): readonly ast.Expression[] {
    if (ast.isWhenClause(node)) return node.condition ? [node.condition] : [];
    if (ast.isOr(node) || ast.isAnd(node)) return [node.left, node.right].filter(each => each !== undefined);
    if (ast.isNot(node)) return node.operand ? [node.operand] : [];
    return ast.isAnyOf(node) ? node.parts : [];
}

/** A segment must not hang on itself, neither by its conditions nor by those whom it ranks. */
function reportCircle(lowering: Lowering, segment: ast.Segment): void {
    for (const { place, target } of segment.clauses.filter(ast.isWhenClause).flatMap(askedIn)) {
        if (leadsTo(target, segment, new Set())) lowering.report(segmentCircle, place, [segment.name, target.name]);
    }
}

function leadsTo(from: ast.Segment, goal: ast.Segment, seen: Set<ast.Segment>): boolean {
    if (from === goal) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return from.clauses
        .filter(ast.isWhenClause)
        .flatMap(askedIn)
        .some(({ target }) => leadsTo(target, goal, seen));
}

/** The segments that a condition asks for, and where. */
function askedIn(
    condition: ast.WhenClause | ast.Expression,
): { readonly place: Place; readonly target: ast.Segment }[] {
    return partsWithin(condition).flatMap(node => {
        const [target, property] = ast.isRanked(node)
            ? [node.among?.ref, 'among']
            : [ast.isNameRef(node) ? node.head?.ref : undefined, 'head'];
        return ast.isSegment(target) ? [{ place: { node, property }, target }] : [];
    });
}
