import { Rational } from '../../base/rational.ts';
import { groupDigits, plural } from '../../base/text.ts';
import type { ComparisonDocument } from '../../model/documents/comparison.ts';
import type { Money, PointsFigures } from '../../model/documents/simulation.ts';
import { count, decimal, shareOf } from '../figures.ts';

/** `+1,200.50`, `-3`, `0`: changes always show their direction. */
export const signed = (amount: string): string => `${decimal(amount).sign() > 0 ? '+' : ''}${groupDigits(amount)}`;

export const signedMoney = ({ amount, currency }: Money): string => `${signed(amount)} ${currency}`;

/** `598.65 GBP less`, `nothing more or less`. */
export function moreOrLess({ amount, currency }: Money): string {
    const sign = decimal(amount).sign();
    if (sign === 0) return 'neither more nor less';
    return `${count(decimal(amount).abs().toFixed(digitsOf(amount)))} ${currency} ${sign > 0 ? 'more' : 'less'}`;
}

/** Share of the old amount: `+0.56%`; a dash where there was nothing. */
export function changeShare(delta: Money, before: Money): string {
    const [change, was] = [decimal(delta.amount), decimal(before.amount)];
    if (was.isZero()) return change.isZero() ? '0%' : '–';
    const percent = change.div(was.abs()).mul(Rational.of(100));
    const text = `${groupDigits(percent.toFixed(percent.abs().lt(Rational.of(10)) ? 2 : 1))}%`;
    return change.sign() > 0 ? `+${text}` : text;
}

const digitsOf = (amount: string): number => amount.split('.')[1]?.length ?? 0;

export const isNothing = (amount: string): boolean => decimal(amount).isZero();

export const membersShare = (members: number, all: number): string => shareOf(Rational.of(members), Rational.of(all));

/** Whether anything at all differs. */
export function changesNothing({ members, delta, triggers, goals }: ComparisonDocument): boolean {
    return (
        members.same === members.all &&
        [delta.cost, delta.revenue, delta.margin, delta.liability].every(({ amount }) => isNothing(amount)) &&
        Object.values(delta.points).every(isStill) &&
        triggers.every(({ gained, lost }) => gained + lost === 0) &&
        goals.every(goal => goal.old?.status === goal.new?.status)
    );
}

const isStill = ({ issued, pending, available, spent, expired, takenBack, debt }: PointsFigures): boolean =>
    [issued, pending, available, spent, expired, takenBack, debt].every(isNothing);

/** The whole comparison in two or three sentences. */
export function verdict(document: ComparisonDocument): string {
    const { members, delta, totals } = document;
    if (changesNothing(document))
        return `The change makes no difference to any of the ${plural(members.all, 'member')}, and costs nothing.`;
    return [peopleSentence(document), moneySentence(delta, totals.old)].join(' ');
}

function peopleSentence({ members, triggers }: ComparisonDocument): string {
    const { all, better, worse, mixed } = members;
    if (better + worse + mixed === 0) {
        const other = triggers.some(({ gained, lost }) => gained + lost > 0) ? ', but not everyone hears the same' : '';
        return `None of the ${plural(all, 'member')} is better or worse off${other}.`;
    }
    const part = (number: number, what: string): string =>
        `${number === 0 ? 'nobody' : `${count(number)} (${membersShare(number, all)})`} ${number === 1 || number === 0 ? 'is' : 'are'} ${what}`;
    const both = [part(better, 'better off'), part(worse, 'worse off')];
    const ordered = worse > better ? both.toReversed() : both;
    const rest = mixed === 0 ? '' : `, ${part(mixed, 'better in one respect and worse in another')}`;
    return `Of ${plural(all, 'member')}, ${ordered.join(', ')}${rest}.`;
}

function moneySentence(delta: ComparisonDocument['delta'], before: ComparisonDocument['delta']): string {
    const { cost, revenue, margin } = delta;
    if (isNothing(cost.amount) && isNothing(revenue.amount)) return 'The program costs what it did.';
    const share = isNothing(before.cost.amount) || isNothing(cost.amount) ? '' : ` (${changeShare(cost, before.cost)})`;
    const costs = isNothing(cost.amount)
        ? 'The program costs what it did'
        : `The program costs ${moreOrLess(cost)}${share}`;
    const sales = isNothing(revenue.amount) ? '' : `; revenue is ${moreOrLess(revenue)}`;
    const left = isNothing(margin.amount) ? '' : `; the margin is ${moreOrLess(margin)}`;
    return `${costs}${sales}${left}.`;
}
