import { Rational } from '../../base/rational.ts';
import type { Basis, Earn, Give } from '../../model/earn.ts';
import type { Grant } from '../limits.ts';
import type { Rulebook } from '../rulebook.ts';

/** A rule of a combination group that gives something. */
export interface Candidate {
    readonly name: string;
    readonly grants: readonly Grant[];
}

/** Most for the member: by amount in one unit, by worth between several; ties go to the first named (row 8). */
export function best(candidates: readonly Candidate[], book: Rulebook): Candidate | undefined {
    const own = ({ grants }: Candidate): Grant[] => grants.filter(({ give }) => give.to === 'member');
    const isOneUnit = new Set(candidates.flatMap(own).map(({ give }) => unitName(give))).size < 2;
    const score = (candidate: Candidate): Rational =>
        own(candidate).reduce(
            (sum, { amount, give }) => sum.add(isOneUnit ? amount : amount.mul(worthOf(give, book))),
            Rational.ZERO,
        );
    let [winner, most] = [candidates[0], Rational.ZERO];
    for (const candidate of candidates) {
        const value = score(candidate);
        if (value.gt(most)) [winner, most] = [candidate, value];
    }
    return winner;
}

export const givesSomething = ({ amount }: Pick<Grant, 'amount'>): boolean => !amount.isZero();

/** What grants come to in the unit of a gift: those to its receiver; where they have none, those to the member. */
export function inUnitOf(give: Give, grants: readonly Pick<Grant, 'give' | 'amount'>[]): Rational {
    const inUnit = grants.filter(grant => sameUnit(grant.give, give));
    const own = inUnit.filter(({ give: { to } }) => to === give.to);
    const same = own.length > 0 ? own : inUnit.filter(({ give: { to } }) => to === 'member');
    return same.reduce((sum, { amount }) => sum.add(amount), Rational.ZERO);
}

export const unitName = ({ unit }: Pick<Give, 'unit'>): string =>
    unit.kind === 'points' ? unit.points : unit.currency;

export const isShareOf = (basis: Basis, rules: readonly string[]): boolean =>
    basis.kind === 'of rules' && basis.rules.some(name => rules.includes(name));

export const isBonusOn = (rule: Earn, rules: readonly string[]): boolean =>
    rule.gives.some(({ basis }) => isShareOf(basis, rules));

function sameUnit(a: Give, b: Give): boolean {
    return unitName(a) === unitName(b) && a.unit.kind === b.unit.kind;
}

function worthOf({ unit }: Give, book: Rulebook): Rational {
    if (unit.kind === 'credit') return Rational.ONE;
    return book.points.get(unit.points)?.worth?.amount ?? Rational.ZERO;
}
