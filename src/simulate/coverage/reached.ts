import type { Outcome } from '../../model/outcome.ts';
import type { Program } from '../../model/program.ts';
import { bonusRule } from '../../model/wallet.ts';

/** The rules, tiers and steps of a journey that an outcome shows at work: the very parts of the program. */
export function createReached(program: Program): (outcome: Outcome) => readonly object[] {
    const rules = new Map<string, object>(
        [
            ...program.earns,
            ...program.prices,
            ...program.rewards,
            ...program.contracts,
            ...program.rebates,
            ...program.triggers,
        ].map(rule => [rule.name, rule]),
    );
    const tiers = new Map<string, object>(
        program.ladders.flatMap(ladder => ladder.tiers.map(tier => [`${ladder.name} ${tier.name}`, tier] as const)),
    );
    const steps = new Map(program.triggers.map(({ name, journey }) => [name, journey?.steps ?? []]));
    const transfers = new Map(program.points.map(({ name, transfer }) => [name, transfer]));
    const bonuses = new Map((program.wallets ?? []).map(wallet => [bonusRule(wallet.name), wallet.bonuses] as const));
    const one = (part: object | undefined): readonly object[] => (part === undefined ? [] : [part]);
    return outcome => {
        switch (outcome.kind) {
            case 'posting':
                if (outcome.flow !== 'issued' || outcome.rule === undefined) return [];
                return one(rules.get(outcome.rule) ?? bonuses.get(outcome.rule));
            case 'credit':
            case 'payout':
                return outcome.amount > 0n ? one(rules.get(outcome.rule)) : [];
            case 'price':
            case 'purchase':
                return outcome.discounts.flatMap(({ rule, amount }) => (amount === 0n ? [] : one(rules.get(rule))));
            case 'redemption':
                return outcome.granted > 0 ? one(rules.get(outcome.reward)) : [];
            case 'contract':
                return outcome.change === 'signed' ? one(rules.get(outcome.contract)) : [];
            case 'tier':
                return one(tiers.get(`${outcome.ladder} ${outcome.to}`));
            case 'trigger':
                return outcome.result === 'fired' ? one(rules.get(outcome.trigger)) : [];
            case 'journey': {
                const own = steps.get(outcome.journey) ?? [];
                const taken = outcome.steps.flatMap(number => one(own[number]));
                return outcome.group === 'in' ? [...one(rules.get(outcome.journey)), ...taken] : [];
            }
            case 'transfer':
                return outcome.sent > 0n ? one(transfers.get(outcome.points)) : [];
            case 'charge':
            case 'event':
            case 'repeated':
            case 'return':
            case 'watch':
            case 'verdict':
            case 'breach':
            case 'unknown':
                return [];
        }
    };
}
