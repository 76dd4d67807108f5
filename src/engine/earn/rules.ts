import { Rational } from '../../base/rational.ts';
import type { Basis, Combination, Earn, Give } from '../../model/earn.ts';
import type { Window } from '../../model/expression.ts';
import { allHold, holds } from '../evaluate.ts';
import { explain, explainAll } from '../explain.ts';
import { type Ask, applyLimits, countsLines, type Grant, type Part, type Used } from '../limits.ts';
import { giftKey } from '../rulebook.ts';
import type { Running } from '../running.ts';
import { type Scope, silent } from '../scope.ts';
import type { Counter, EventFacts, Goods } from '../state.ts';
import { amountOf, countOf, type Ground } from './amount.ts';
import { earningShare, type Payment, tenderShare } from './base.ts';
import { best, givesSomething, inUnitOf, isBonusOn, isShareOf } from './combine.ts';
import { Counts } from './counts.ts';
import { groundsOf } from './grounds.ts';
import { keysOf } from './keys.ts';
import { datedGive } from './life.ts';
import type { Moved } from './moved.ts';
import { whyNotLooking } from './occasion.ts';
import { merge, portionOf, roundedAmount, roundedGrants, roundsEach } from './portion.ts';
import { nothing, sayGrant } from './verdict.ts';

/** What earning rules look at: an event, and how things were when it began. */
export interface Occasion {
    readonly facts: EventFacts;
    readonly goods: readonly Goods[];
    readonly payment: Payment | undefined;
    /** One piece, or several where the event crosses a threshold and is split there (row 5). Weights add up to one. */
    readonly pieces: readonly [Piece, ...Piece[]];
    readonly used: Used;
    /** Of the budgets that rules wait for, as it was when the event began; absent: as it is now. */
    readonly isUsedUp: ((budget: string) => boolean) | undefined;
    readonly counters: ReadonlyMap<string, Counter>;
    /** What a measure is when the event begins, and when metrics have taken it in. */
    readonly moved: (metric: string, window: Window) => Moved;
    readonly verdict: ((rule: string, applied: boolean, why: string) => void) | undefined;
    /** Told of a rule whose condition hangs on something that is not known. */
    readonly onUnknown: ((rule: string, what: string) => void) | undefined;
}

export interface Piece {
    readonly weight: Rational;
    readonly scope: Scope;
}

export interface Earning {
    readonly grants: readonly Grant[];
    /** Running counts that the event moved. */
    readonly counters: ReadonlyMap<string, Counter>;
}

/** What all rules that look at an event give for it, exact, after limits and combination groups. Changes nothing. */
export function earn(running: Running, occasion: Occasion): Earning {
    const rules = running.book.earnsOn.get(occasion.facts.event) ?? [];
    if (rules.length === 0) return { grants: [], counters: new Map() };
    const event = new EarningEvent(running, occasion, rules);
    return { grants: rules.flatMap(rule => event.given(rule)), counters: event.counters };
}

/** Rules may ask for each other: what each gives is worked out when it is first asked for, and kept. */
class EarningEvent {
    readonly #counts: Counts;
    readonly #running: Running;
    readonly #occasion: Occasion;
    readonly #rules: readonly Earn[];
    readonly #share: Rational;
    readonly #limited = new Map<string, readonly Grant[]>();
    readonly #whyNot = new Map<string, string>();
    readonly #winners = new Map<Combination, string | undefined>();
    readonly #deciding = new Set<Combination>();

    constructor(running: Running, occasion: Occasion, rules: readonly Earn[]) {
        this.#running = running;
        this.#occasion = occasion;
        this.#rules = rules;
        this.#counts = new Counts(occasion.counters, running.place, occasion.facts.at);
        const { payment } = occasion;
        this.#share = payment === undefined ? Rational.ONE : earningShare(payment, running.program);
    }

    get counters(): ReadonlyMap<string, Counter> {
        return this.#counts.moved;
    }

    /** The share of the order that a rule looks at. */
    #shareFor({ paidWith }: Earn): Rational {
        const { payment } = this.#occasion;
        if (paidWith === undefined || payment === undefined) return this.#share;
        return tenderShare(payment, paidWith, this.#running.program);
    }

    /** What a rule gives in the end. */
    given(rule: Earn): readonly Grant[] {
        const grants = this.#limitedGrants(rule);
        const winner = this.#beatenBy(rule);
        this.#say(rule, grants, winner);
        return winner === undefined ? grants : [];
    }

    /** The rule that keeps this one from giving, if there is one (row 8). */
    #beatenBy(rule: Earn): string | undefined {
        for (const group of this.#running.program.combinations) {
            if (group.kind !== 'earn' || group.mode === 'sum') continue;
            if (group.mode !== 'exclusive' && !group.rules.includes(rule.name)) continue;
            const winner = this.#winnerOf(group);
            if (winner !== undefined && winner !== rule.name) return winner;
        }
        return undefined;
    }

    /** What other rules take a share of: after limits and the rule's own groups. */
    #asBase(rule: Earn): readonly Grant[] {
        const groups = this.#running.book.combinationsOf.get(rule.name) ?? [];
        const loses = groups.some(group => {
            if (group.mode === 'sum' || this.#deciding.has(group)) return false;
            return (this.#winnerOf(group) ?? rule.name) !== rule.name;
        });
        return loses ? [] : this.#limitedGrants(rule);
    }

    /** `undefined` where no rule of the group gives anything. */
    #winnerOf(group: Combination): string | undefined {
        if (this.#winners.has(group) || this.#deciding.has(group)) return this.#winners.get(group);
        this.#deciding.add(group);
        const giving = group.rules.flatMap(name => {
            const rule = this.#rules.find(each => each.name === name);
            const grants = rule === undefined ? [] : this.#limitedGrants(rule);
            return grants.some(givesSomething) ? [{ name, grants }] : [];
        });
        this.#deciding.delete(group);
        const winner = group.mode === 'best' ? best(giving, this.#running.book) : giving[0];
        this.#winners.set(group, winner?.name);
        return winner?.name;
    }

    #limitedGrants(rule: Earn): readonly Grant[] {
        const known = this.#limited.get(rule.name);
        if (known !== undefined) return known;
        // A rule that takes a share of itself in a circle adds nothing by it.
        this.#limited.set(rule.name, []);
        const asks = this.#ask(rule);
        const { used } = this.#occasion;
        const own = asks.filter(({ give }) => give.to === 'member');
        const sent = asks.filter(({ give }) => give.to !== 'member');
        const grants = [
            ...applyLimits(rule, own, used, this.#running.book),
            // What somebody else is given, the receiver's limits hold for.
            ...applyLimits({ ...rule, limits: [] }, sent, used, this.#running.book),
        ];
        this.#limited.set(rule.name, grants);
        return grants;
    }

    #ask(rule: Earn): readonly Ask[] {
        const isPaidSo = rule.paidWith === undefined || !this.#shareFor(rule).isZero();
        const whyNot = isPaidSo ? whyNotLooking(this.#running, rule, this.#occasion) : 'nothing is paid so';
        if (whyNot !== undefined) {
            this.#whyNot.set(rule.name, whyNot);
            return [];
        }
        const pieces = this.#piecesFor(rule);
        const asks = pieces.map(({ scope, weight }) => this.#askIn(rule, this.#reporting(rule, scope), weight));
        return rule.gives.flatMap((give, index) => {
            const parts = asks.flatMap(each => each.get(index) ?? []);
            const key = giftKey(rule.name, index);
            if (parts.length === 0) return [];
            const dated = datedGive(give, pieces[0]?.scope ?? this.#occasion.pieces[0].scope, this.#running.program);
            return [{ give: dated, key, parts: merge(parts, countsLines(rule)) }];
        });
    }

    /** A running count can't be split. */
    #piecesFor(rule: Earn): readonly Piece[] {
        const { pieces } = this.#occasion;
        const isSplit = this.#running.book.asksTier.has(rule.name) && !rule.gives.some(isCount);
        return isSplit ? pieces : [{ ...pieces[0], weight: Rational.ONE }];
    }

    #reporting(rule: Earn, scope: Scope): Scope {
        const { onUnknown } = this.#occasion;
        return onUnknown === undefined ? scope : { ...scope, onUnknown: what => onUnknown(rule.name, what) };
    }

    /** The parts of each gift, by its position in the rule. */
    #askIn(rule: Earn, scope: Scope, weight: Rational, only = this.#occasion.goods): Map<number, Part[]> {
        const asks = new Map<number, Part[]>();
        const { program, explain: isExplained } = this.#running;
        if (!allHold(rule.when, scope, program)) {
            if (isExplained) this.#whyNot.set(rule.name, explainAll(rule.when, silent(scope), program));
            return asks;
        }
        for (const { goods, scope: groundScope } of groundsOf(rule, scope, only, program)) {
            const earlier: { give: Give; amount: Rational }[] = [];
            for (const [index, give] of rule.gives.entries()) {
                if (give.basis.kind === 'milestone' || !this.#isGiven(rule, give, groundScope)) continue;
                const ground = this.#ground(rule, index, goods, groundScope, earlier);
                const exact = amountOf(give, ground, this.#running);
                const amount = roundsEach(rule, give, this.#running.book)
                    ? roundedAmount(exact, give, rule.round, this.#running.book)
                    : exact;
                earlier.push({ give, amount });
                if (amount.isZero()) continue;
                const units = countOf('units', ground, this.#running).mul(weight);
                const part = { amount: amount.mul(weight), units, ...keysOf(rule, groundScope) };
                const parts = asks.get(index);
                if (parts === undefined) asks.set(index, [part]);
                else parts.push(part);
            }
        }
        return asks;
    }

    #isGiven({ name }: Earn, { condition }: Give, scope: Scope): boolean {
        const { program, explain: isExplained } = this.#running;
        if (condition === undefined || holds(condition, scope, program)) return true;
        if (isExplained) this.#whyNot.set(name, explain(condition, silent(scope), program));
        return false;
    }

    #ground(
        rule: Earn,
        index: number,
        goods: readonly Goods[],
        scope: Scope,
        earlier: readonly { give: Give; amount: Rational }[],
    ): Ground {
        const key = giftKey(rule.name, index);
        const ground: Ground = {
            facts: this.#occasion.facts,
            scope,
            goods,
            isWhole: goods.length === this.#occasion.goods.length,
            share: this.#shareFor(rule),
            givenBy: basis => this.#givenBy(rule, rule.gives[index], basis, ground, earlier),
            passed: ({ of, step }) => this.#counts.passed(key, countOf(of, ground, this.#running), step),
            inRow: basis => this.#counts.inRow(key, basis),
            moved: this.#occasion.moved,
        };
        return ground;
    }

    /**
     * What the named rules give in the same unit for the lines that the bonus looks at, and what bonuses on them
     * before this one give where it compounds (row 9).
     */
    #givenBy(
        bonus: Earn,
        give: Give | undefined,
        { rules, compounding, rounded }: Extract<Basis, { kind: 'of rules' }>,
        { goods, isWhole }: Pick<Ground, 'goods' | 'isWhole'>,
        earlier: readonly { give: Give; amount: Rational }[],
    ): Rational {
        if (give === undefined) return Rational.ZERO;
        const position = this.#rules.indexOf(bonus);
        const bases = this.#rules.filter(
            (rule, index) => rules.includes(rule.name) || (compounding && index < position && isBonusOn(rule, rules)),
        );
        const own = compounding ? earlier.filter(each => isShareOf(each.give.basis, rules)) : [];
        const given = bases.flatMap(rule => {
            const grants = isWhole
                ? this.#asBase(rule)
                : portionOf(this.#asBase(rule), rule.name, this.#askedFor(rule, goods));
            return rounded ? roundedGrants(grants, rule.round, this.#running.book) : grants;
        });
        return inUnitOf(give, [...given, ...own]);
    }

    /** What a rule asks for some of the lines, by position of the gift. */
    #askedFor(rule: Earn, goods: readonly Goods[]): ReadonlyMap<number, Rational> {
        const sums = new Map<number, Rational>();
        if (whyNotLooking(this.#running, rule, this.#occasion) !== undefined) return sums;
        const isHeld = this.#counts.hold(true);
        for (const { scope, weight } of this.#piecesFor(rule)) {
            for (const [index, parts] of this.#askIn(rule, silent(scope), weight, goods)) {
                sums.set(
                    index,
                    parts.reduce((sum, { amount }) => sum.add(amount), sums.get(index) ?? Rational.ZERO),
                );
            }
        }
        this.#counts.hold(isHeld);
        return sums;
    }

    #say(rule: Earn, grants: readonly Grant[], winner: string | undefined): void {
        const { verdict } = this.#occasion;
        if (verdict === undefined) return;
        const asked = grants.filter(grant => !grant.asked.isZero());
        if (asked.length === 0) verdict(rule.name, false, this.#whyNot.get(rule.name) ?? nothing(rule));
        else if (winner !== undefined) verdict(rule.name, false, `${winner} applies instead`);
        else verdict(rule.name, asked.some(givesSomething), asked.map(sayGrant).join('; '));
    }
}

/** A running count is moved by the whole event. */
const isCount = ({ basis }: Give): boolean => basis.kind === 'every' || basis.kind === 'in a row';
