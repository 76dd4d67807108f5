import { Rational } from '../../../base/rational.ts';
import { groupDigits, plural, quoteList } from '../../../base/text.ts';
import type { ComparisonDocument, MemberCounts } from '../../../model/documents/comparison.ts';
import type { Program } from '../../../model/program.ts';
import { decimal } from '../figures.ts';
import { type Comparison, comparisons, type Limit, parseLimit } from './limit.ts';
import { figures, groups, namesIn, unknownWord } from './vocabulary.ts';

/** What must not come true. `found` says whether it has, and what is the case. */
export interface Condition {
    readonly text: string;
    readonly found: (document: ComparisonDocument) => { readonly isTrue: boolean; readonly actual: string };
}

export type Parsed =
    | { readonly kind: 'conditions'; readonly conditions: readonly Condition[] }
    /** One sentence. */
    | { readonly kind: 'wrong'; readonly message: string };

/**
 * `cost > 1%` (of the old cost), `margin < -500 EUR`, `Star > 10_000`, `losers > 0.5%` (of members), `losers in Gold > 10`,
 * `any Gold loses tier`, `any member loses`, `any goal missed`.
 */
export function parseConditions(texts: readonly string[], before: Program, after: Program): Parsed {
    const conditions: Condition[] = [];
    for (const text of texts) {
        const condition = parseCondition(text.trim().replace(/\s+/g, ' '), before, after);
        if (typeof condition === 'string') return { kind: 'wrong', message: `--fail-on "${text}": ${condition}` };
        conditions.push(condition);
    }
    return { kind: 'conditions', conditions };
}

export function judged(
    conditions: readonly Condition[],
    document: ComparisonDocument,
): ComparisonDocument['conditions'] {
    return conditions.map(({ text, found }) => {
        const { isTrue, actual } = found(document);
        return { text, status: isTrue ? 'failed' : 'passed', actual };
    });
}

/** The condition, or a sentence that says why it is none. */
function parseCondition(text: string, before: Program, after: Program): Condition | string {
    if (/^any\b/i.test(text)) return anyCondition(text, before, after);
    const [, subject = '', group, sign = '', amount = ''] =
        /^([\p{L}\p{N}_]+)(?: in ([^<>]+?))? ?(>=|<=|>|<) ?(.*)$/u.exec(text) ?? [];
    const comparison = comparisons.get(sign);
    if (comparison === undefined)
        return `It must say what is compared with what, such as 'cost > 1%', 'losers > 0.5%' or 'any Gold loses tier'.`;
    const limit = parseLimit(amount, after);
    if (typeof limit === 'string') return limit;
    const asked = { text, comparison, limit };
    const people = groups.get(subject.toLowerCase());
    if (people !== undefined) return peopleCondition(asked, people, group, { before, after });
    if (group !== undefined)
        return `Only members can be counted in '${group}': ${quoteList([...groups.keys()], 'or')}.`;
    return figureCondition(asked, subject, { before, after });
}

interface Asked {
    readonly text: string;
    readonly comparison: Comparison;
    readonly limit: Limit;
}

interface Programs {
    readonly before: Program;
    readonly after: Program;
}

function figureCondition({ text, comparison, limit }: Asked, subject: string, programs: Programs): Condition | string {
    const figure = figures.get(subject.toLowerCase());
    const points = [...programs.after.points, ...programs.before.points].find(({ name }) => name === subject);
    if (figure === undefined && points === undefined) return unknownWord(subject, programs.after, programs.before);
    const unit = figure === undefined ? (points?.name ?? '') : programs.after.currency.code;
    if (limit.unit !== undefined && limit.unit !== unit)
        return `'${subject}' is compared in ${unit} or in percent, not in ${limit.unit}.`;
    return {
        text,
        found(document) {
            const of = (totals: ComparisonDocument['delta']): Rational =>
                decimal(figure?.(totals) ?? totals.points[subject]?.issued);
            const [was, change] = [of(document.totals.old), of(document.delta)];
            const said = `${signed(change, figure === undefined ? undefined : programs.after.currency.decimals)} ${unit}`;
            if (!limit.isShare) return { isTrue: comparison.holds(change, limit.amount), actual: said };
            if (was.isZero()) {
                // Of nothing, every rise is more than any share, and every fall less.
                const isTrue = change.isZero()
                    ? comparison.holds(change, limit.amount)
                    : comparison.holds(change.mul(BEYOND), limit.amount);
                return { isTrue, actual: `${said}, of nothing before` };
            }
            const share = change.div(was.abs());
            return { isTrue: comparison.holds(share, limit.amount), actual: `${said}, ${percent(share)}` };
        },
    };
}

/** No share that anyone writes is as great. */
const BEYOND = Rational.of(10n ** 30n);

function peopleCondition(
    { text, comparison, limit }: Asked,
    count: (members: MemberCounts) => number,
    group: string | undefined,
    { before, after }: Programs,
): Condition | string {
    if (limit.unit !== undefined) return `Members are compared as a number or in percent, not in ${limit.unit}.`;
    const known = namesIn(before, after);
    if (group !== undefined && !known.includes(group))
        return `There is no tier or segment '${group}': it knows ${quoteList(known, 'and') || 'none'}.`;
    return {
        text,
        found(document) {
            const members = group === undefined ? document.members : membersIn(group, document);
            const found = count(members);
            if (!limit.isShare)
                return { isTrue: comparison.holds(Rational.of(found), limit.amount), actual: plural(found, 'member') };
            const share = members.all === 0 ? Rational.ZERO : Rational.of(found, members.all);
            return {
                isTrue: comparison.holds(share, limit.amount),
                actual: `${plural(found, 'member')}, ${percent(share).replace(/^\+/, '')}`,
            };
        },
    };
}

function membersIn(group: string, { breakdowns }: ComparisonDocument): MemberCounts {
    for (const { kind, name, groups: parts } of breakdowns) {
        const wanted = kind === 'tier' ? group : kind === 'segment' && name === group ? 'in it' : undefined;
        const found = parts.find(part => part.name === wanted);
        if (found !== undefined) return found;
    }
    return { all: 0, same: 0, better: 0, worse: 0, mixed: 0 };
}

function anyCondition(text: string, before: Program, after: Program): Condition | string {
    if (/^any goal (?:is )?missed$/i.test(text)) return { text, found: missedGoals };
    const [, who = '', what] = /^any (.+?) (loses tier|gains tier|loses|wins)$/i.exec(text) ?? [];
    if (what === undefined)
        return `It must say who loses what: 'any Gold loses tier', 'any member loses' or 'any goal missed'.`;
    const everyone = who.toLowerCase() === 'member';
    const tiers = before.ladders.flatMap(ladder => ladder.tiers.map(({ name }) => name));
    const known = /tier$/i.test(what) ? tiers : namesIn(before, after);
    if (!everyone && !known.includes(who))
        return `There is no tier '${who}' in the old version: it knows ${quoteList(known, 'and') || 'none'}.`;
    if (!/tier$/i.test(what)) {
        const count = groups.get(what.toLowerCase() === 'wins' ? 'winners' : 'losers');
        return {
            text,
            found(document) {
                const found = count?.(everyone ? document.members : membersIn(who, document)) ?? 0;
                return { isTrue: found > 0, actual: plural(found, 'member') };
            },
        };
    }
    const change = /^loses/i.test(what) ? 'down' : 'up';
    return {
        text,
        found({ tierMoves }) {
            const moves = Object.values(tierMoves).flat();
            const meant = moves.filter(move => move.change === change && (everyone || move.from === who));
            const found = meant.reduce((sum, { members }) => sum + members, 0);
            return { isTrue: found > 0, actual: plural(found, 'member') };
        },
    };
}

function missedGoals({ goals }: ComparisonDocument): { readonly isTrue: boolean; readonly actual: string } {
    const missed = goals.filter(goal => goal.new?.status === 'missed');
    return {
        isTrue: missed.length > 0,
        actual: missed.length === 0 ? 'none' : missed.map(({ name }) => name).join('; '),
    };
}

const signed = (amount: Rational, digits: number | undefined): string =>
    `${amount.sign() > 0 ? '+' : ''}${groupDigits(digits === undefined ? amount.toDecimal() : amount.toFixed(digits))}`;
const percent = (share: Rational): string =>
    `${share.sign() > 0 ? '+' : ''}${groupDigits(share.mul(Rational.of(100)).toFixed(2))}%`;
