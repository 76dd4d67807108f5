import type { Rational } from '../../base/rational.ts';
import type { Expression } from '../../model/expression.ts';
import type { Keep, Ladder, Tier } from '../../model/tiers.ts';
import { describeType } from '../../model/type.ts';
import { badColour } from '../checks/literals.ts';
import { ladderTiming, tierBase, tierCondition, tierOrder } from '../checks/program.ts';
import { clauseMissing, outOfRange, pointlessClause, wrongUnit } from '../checks/rules.ts';
import { mismatch } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import { STAGES } from '../library.ts';
import { ABOUT_MEMBER, type Around } from './around.ts';
import { once } from './clauses.ts';
import { comparable } from './comparable.ts';
import { declared, type Lowering, spanOf, TRUTH, textOf } from './context.ts';
import { lowerCondition, lowerExpression } from './expression.ts';
import { duration, monthDay, rational, whole } from './number.ts';
import { leaveOut } from './points-life.ts';
import { rankingOfLadder } from './ranking.ts';
import { lowerReview } from './review.ts';
import { calendarUnit } from './window.ts';

export function lowerLadder(lowering: Lowering, node: ast.Ladder): Ladder {
    const clauses = once(lowering, node.clauses, `the ladder '${node.name}'`);
    const qualify = clauses.find(ast.isQualifyClause);
    const qualifyBy = qualify && lowerExpression(lowering, qualify.metric, ABOUT_MEMBER);
    const review = clauses.find(ast.isReviewClause);
    const keep = clauses.find(ast.isKeepClause);
    const grace = clauses.find(ast.isGraceClause);
    const guaranteed = clauses.find(ast.isGuaranteeClause);
    if (guaranteed && !review)
        lowering.report(ladderTiming, guaranteed, ['guarantee', "be together with a review: 'review monthly on 1'"]);
    const upgrade = clauses.find(ast.isUpgradeClause);
    if (node.tiers.length === 0)
        lowering.report(clauseMissing, { node, property: 'name' }, [`The ladder '${node.name}'`, 'tier …']);
    if (upgrade?.mode === 'review' && !review)
        lowering.report(ladderTiming, upgrade, [
            'upgrade review',
            "be together with a review: 'review yearly on 1 January'",
        ]);
    if (grace && !review)
        lowering.report(ladderTiming, grace, ['grace', "be together with a review: 'review yearly on 1 January'"]);
    if (keep && review)
        lowering.report(ladderTiming, keep, [
            'keep',
            "be left out where there is a 'review': a tier ends by one or the other",
        ]);
    const surplus = clauses.find(ast.isSurplusClause);
    const ends =
        qualifyBy?.kind === 'metric' &&
        (qualifyBy.window.kind === 'calendar' || qualifyBy.window.kind === 'membership year');
    if (surplus?.mode?.startsWith('kept') && qualifyBy && !ends) {
        const why = "qualify by a measure over a period that ends, such as 'over calendar year'";
        lowering.report(ladderTiming, surplus, ['surplus kept', why]);
    }
    checkThresholds(lowering, node, qualifyBy);
    const places = rankingOfLadder(lowering, node, clauses, qualifyBy);
    return {
        ...declared(node),
        ...(node.name === STAGES ? { isStages: true } : {}),
        qualifyBy,
        upgrade: upgrade?.mode === 'review' ? 'at review' : 'immediately',
        review: review && lowerReview(lowering, review),
        downgrade: downgradeMode(clauses.find(ast.isDowngradeClause)?.mode),
        grace: grace && duration(lowering, grace.duration),
        keep: keep && lowerKeep(lowering, keep),
        guarantee: guaranteed && duration(lowering, guaranteed.duration),
        crossing: crossingMode(clauses.find(ast.isCrossingClause)?.mode),
        onReturn: clauses.find(ast.isReturnTierClause)?.mode === 'immediately' ? 'immediately' : 'at review',
        ...surplusAtMost(lowering, surplus, qualifyBy),
        surplus: surplus?.mode === 'kept' ? 'kept' : surplus?.mode?.startsWith('kept') ? 'kept once' : 'dropped',
        tiers: node.tiers.map((tier, rank) => lowerTier(lowering, tier, { rank, qualifyBy, places })),
    };
}

interface Rung {
    readonly rank: number;
    readonly qualifyBy: Expression | undefined;
    readonly places: (tier: string) => Around;
}

function lowerTier(lowering: Lowering, node: ast.Tier, { rank, qualifyBy, places }: Rung): Tier {
    const from = threshold(lowering, node, qualifyBy);
    const around = places(node.name);
    const share = node.share && lowerCondition(lowering, node.share, around);
    const met = share ?? (from && node.from && qualifyBy && reached(node.from, qualifyBy, from));
    const when = lowerTierCondition(lowering, node, met, around);
    const conditional =
        node.from !== undefined ||
        node.share !== undefined ||
        node.condition !== undefined ||
        node.invitation ||
        node.fee !== undefined;
    if (rank === 0 && conditional)
        lowering.report(tierBase, node.from ?? node.share ?? node.condition ?? node, [node.name]);
    if (rank > 0 && !conditional) lowering.report(tierCondition, { node, property: 'name' }, [node.name]);
    return {
        ...declared(node),
        rank,
        from,
        ranking: share?.kind === 'ranked' ? share.ranking : undefined,
        when,
        ...lowerKept(lowering, node, { rank, qualifyBy, places }),
        entry: node.invitation ? 'invitation' : node.fee ? 'fee' : 'qualification',
        fee: lowerFee(lowering, node),
        forever: node.forever,
        ...lowerColour(lowering, node),
    };
}

function lowerColour(lowering: Lowering, node: ast.Tier): Pick<Tier, 'colour'> {
    if (node.colour === undefined) return {};
    if (/^#[0-9a-f]{6}$/i.test(node.colour)) return { colour: node.colour.toLowerCase() };
    lowering.report(badColour, { node, property: 'colour' }, [node.colour]);
    return {};
}

function lowerFee(lowering: Lowering, node: ast.Tier): Tier['fee'] {
    const unit = node.fee?.unit?.ref;
    if (!node.fee || !unit) return undefined;
    if (ast.isCurrency(unit))
        return { amount: rational(node.fee.value), currency: unit.name, per: duration(lowering, node.per) };
    lowering.report(wrongUnit, node.fee, ['A fee', 'money', textOf(node.fee)]);
    return undefined;
}

function threshold(lowering: Lowering, node: ast.Tier, qualifyBy: Expression | undefined): Rational | undefined {
    if (!node.from) return undefined;
    if (!qualifyBy) {
        lowering.report(clauseMissing, node.from, [`The ladder of tier '${node.name}'`, 'qualify by …']);
        return undefined;
    }
    return amountOf(lowering, node.from, qualifyBy);
}

/** `surplus kept at most 50`. */
function surplusAtMost(
    lowering: Lowering,
    node: ast.SurplusClause | undefined,
    qualifyBy: Expression | undefined,
): Pick<Ladder, 'surplusAtMost'> {
    if (!node?.most || !qualifyBy) return {};
    if (node.mode === 'dropped') leaveOut(lowering, node, 'nothing is kept');
    const most = amountOf(lowering, node.most, qualifyBy);
    return most === undefined ? {} : { surplusAtMost: most };
}

function amountOf(lowering: Lowering, node: ast.Expression, qualifyBy: Expression): Rational | undefined {
    const value = lowerExpression(lowering, node, ABOUT_MEMBER);
    if (value?.kind !== 'constant') return undefined;
    if (!comparable(value.type, qualifyBy.type)) {
        lowering.report(mismatch, node, [describeType(qualifyBy.type), describeType(value.type)]);
        return undefined;
    }
    return rational('value' in node && typeof node.value === 'string' ? node.value : undefined);
}

/** `kept from 600 EUR`: what is enough to go on holding the tier. */
function lowerKept(lowering: Lowering, tier: ast.Tier, { qualifyBy, places }: Rung): Pick<Tier, 'keptWhen'> {
    const { kept, from } = tier;
    if (!kept) return {};
    if (tier.invitation || tier.fee || tier.forever || !(from || tier.condition || tier.share))
        lowering.report(pointlessClause, kept, ['kept', 'what the tier is reached by is not looked at again']);
    if (kept.condition) return asKept(lowerCondition(lowering, kept.condition, places(tier.name)));
    if (!kept.from) return {};
    if (!qualifyBy) {
        lowering.report(clauseMissing, kept, [`The ladder of tier '${tier.name}'`, 'qualify by …']);
        return {};
    }
    const enough = amountOf(lowering, kept.from, qualifyBy);
    const needed = from && amountOf({ ...lowering, report: () => {} }, from, qualifyBy);
    if (enough && needed && !enough.lt(needed))
        lowering.report(outOfRange, kept.from, [
            'What is enough to keep it',
            `below ${textOf(from)}`,
            textOf(kept.from),
        ]);
    return asKept(enough && reached(kept.from, qualifyBy, enough));
}

const asKept = (keptWhen: Expression | undefined): Pick<Tier, 'keptWhen'> => (keptWhen ? { keptWhen } : {});

/** `from 1000 EUR or visits … >= 60` as one condition. */
function lowerTierCondition(
    lowering: Lowering,
    node: ast.Tier,
    met: Expression | undefined,
    around: Around,
): Expression | undefined {
    const other = node.condition && lowerCondition(lowering, node.condition, around);
    if (!met || !other) return met ?? other;
    return {
        span: met.span,
        text: `${met.text} ${node.op} ${other.text}`,
        kind: node.op === 'and' ? 'and' : 'or',
        type: TRUTH,
        parts: [met, other],
    };
}

function reached(node: ast.Expression, qualifyBy: Expression, from: Rational): Expression {
    const text = textOf(node);
    const span = spanOf(node);
    const right: Expression = { span, text, kind: 'constant', type: qualifyBy.type, value: from };
    const place = { span, text: `${qualifyBy.text} >= ${text}` };
    return { ...place, kind: 'compare', type: TRUTH, op: '>=', left: qualifyBy, right };
}

function checkThresholds(lowering: Lowering, node: ast.Ladder, qualifyBy: Expression | undefined): void {
    if (!qualifyBy) return;
    let below: { tier: ast.Tier; from: ast.Expression; value: Rational } | undefined;
    for (const tier of node.tiers) {
        const from = tier.from;
        if (!from || !('value' in from) || typeof from.value !== 'string' || tier.op === 'or') continue;
        const value = rational(from.value);
        if (!value.gt(rational('0'))) lowering.report(outOfRange, from, ['A threshold', 'above zero', textOf(from)]);
        if (below && !value.gt(below.value)) {
            lowering.report(tierOrder, from, [tier.name, below.tier.name, textOf(below.from)], {
                related: [{ message: `Tier '${below.tier.name}' starts here`, place: below.from }],
            });
        }
        below = { tier, from, value };
    }
}

function lowerKeep(lowering: Lowering, node: ast.KeepClause): Keep {
    if (node.day)
        return {
            kind: 'until',
            day: monthDay(lowering, node.day),
            yearsLater: whole(lowering, node.years ?? '0', node, 'The number of years'),
        };
    const endOf = node.endOf ? { endOf: calendarUnit(node.endOf) } : {};
    return { kind: 'for', duration: duration(lowering, node.duration), ...endOf };
}

function downgradeMode(mode: string | undefined): Ladder['downgrade'] {
    if (mode === 'none' || mode === 'immediately') return mode;
    if (mode?.endsWith('lowest')) return 'to lowest';
    return mode?.startsWith('to') ? 'to what is met' : 'stepwise';
}

function crossingMode(mode: string | undefined): Ladder['crossing'] {
    return mode === 'split' ? 'split' : mode?.startsWith('new') ? 'new tier' : 'old tier';
}
