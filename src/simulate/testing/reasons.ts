import { Rational } from '../../base/rational.ts';
import type { Outcome, Verdict } from '../../model/outcome.ts';
import type { Expectation } from '../../model/test.ts';
import { accountsOf } from '../../model/wallet.ts';
import type { Looking } from './expectations.ts';
import { lastOrder } from './orders.ts';

const MOST = 8;

/** Why it came out as it did: what the rules in question answered the last time that they looked, and what is missing. */
export function reasons(expectation: Expectation, looking: Looking): string[] {
    const { actor, stage } = looking;
    const { program } = stage;
    switch (expectation.kind) {
        case 'earned': {
            const { points, by } = expectation;
            const gives = ({ gives }: (typeof program.earns)[number]): boolean =>
                gives.some(({ unit }) => unit.kind === 'points' && unit.points === points);
            const rules = by === undefined ? program.earns.filter(gives).map(({ name }) => name) : [by];
            return said(lastVerdicts(looking, rules));
        }
        case 'wallet':
            return ledgerReasons(expectation.wallet, looking);
        case 'tier':
            return tierReasons(expectation, looking);
        case 'gets':
            return said(lastVerdicts(looking, [expectation.trigger]));
        case 'gets message':
            return said(lastVerdicts(looking, sendersOf(expectation.message, looking)));
        case 'pays':
        case 'tax':
        case 'total':
        case 'due':
        case 'discount': {
            const cause = lastOrder(actor, expectation.order)?.cause;
            const by = expectation.kind === 'discount' ? expectation.by : undefined;
            const asked = verdictsOf(looking).filter(({ step, rule }) => {
                return (step === 'price' || step === 'reward') && (by === undefined || rule === by);
            });
            return said(asked.filter(verdict => verdict.cause === cause));
        }
        case 'balance':
        case 'pending':
        case 'spent':
        case 'expired':
        case 'taken back':
        case 'sent':
        case 'received':
            return ledgerReasons(expectation.points, looking);
        case 'credited':
        case 'charged':
        case 'paid out':
        case 'refunded':
        case 'under':
        case 'breaks':
        case 'metric':
            return [];
    }
}

const verdictsOf = ({ actor }: Looking): (Outcome & Verdict)[] =>
    actor.outcomes.filter(outcome => outcome.kind === 'verdict');

const sendersOf = (message: string, { stage }: Looking): string[] =>
    stage.program.triggers
        .filter(({ actions }) => actions.some(each => 'message' in each && each.message === message))
        .map(({ name }) => name);

/** Of each rule the last answer. */
function lastVerdicts(looking: Looking, rules: readonly string[]): Verdict[] {
    const last = new Map<string, Verdict>();
    for (const verdict of verdictsOf(looking)) if (rules.includes(verdict.rule)) last.set(verdict.rule, verdict);
    return rules.flatMap(rule => last.get(rule) ?? []);
}

/** Those that did not apply come first: something is missing more often than there is too much of it. */
function said(verdicts: readonly Verdict[]): string[] {
    const sorted = [...verdicts.filter(({ applied }) => !applied), ...verdicts.filter(({ applied }) => applied)];
    return sorted
        .slice(0, MOST)
        .map(({ rule, applied, why }) => `${rule} ${applied ? 'applied' : 'did not apply'}: ${why}`);
}

/** The condition of the tier that was expected, and of the one that is held. */
function tierReasons(
    { ladder, tier }: Extract<Expectation, { kind: 'tier' }>,
    { actor, stage, at }: Looking,
): string[] {
    const tiers = stage.program.ladders.find(({ name }) => name === ladder)?.tiers ?? [];
    const held = actor.timeLine.tier(ladder);
    return [tier, held].flatMap(name => {
        const when = tiers.find(each => each.name === name)?.when;
        return when === undefined ? [] : [`${name}: ${actor.timeLine.explainNow(when, at)}`];
    });
}

function ledgerReasons(points: string, { actor, stage }: Looking): string[] {
    const { issued, pending, spent, expired, takenBack, debt } = actor.timeLine.ledger(points);
    const decimals = accountsOf(stage.program).find(({ name }) => name === points)?.decimals ?? 0;
    const parts = Object.entries({ issued, pending, spent, expired, 'taken back': takenBack, 'in debt': debt });
    const moved = parts.filter(([, amount]) => amount !== 0n);
    if (moved.length === 0) return [`no ${points} were issued`];
    const all = moved.map(([what, amount]) => `${Rational.fromUnits(amount, decimals).toDecimal()} ${what}`);
    return [`${points} so far: ${all.join(', ')}`];
}
