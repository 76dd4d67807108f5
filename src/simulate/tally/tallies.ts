import type { Day } from '../../base/calendar.ts';
import { Rational } from '../../base/rational.ts';
import type { Zone } from '../../base/zone.ts';
import type { Member } from '../../model/occurrence.ts';
import type { Program } from '../../model/program.ts';
import { accountsOf } from '../../model/wallet.ts';
import type { Months } from '../months.ts';
import { createBreakageTally } from './breakage.ts';
import { createCustomerTally } from './customers.ts';
import { createEffectTally } from './effects.ts';
import { createHolderTally } from './holders.ts';
import { createInvariantTally } from './invariants.ts';
import { createJourneyTally } from './journeys.ts';
import { createLawTally } from './laws.ts';
import { createOddityTally } from './oddities.ts';
import { createPointsTally } from './points.ts';
import { createRecordTally } from './records.ts';
import { createReferralTally } from './referrals.ts';
import { createRuleTally } from './rules.ts';
import { createSalesTally } from './sales.ts';
import { createSurveyTally } from './surveys.ts';
import type { MemberTally, Tally } from './tally.ts';
import { createTierTally } from './tiers.ts';
import { countingTogether, together } from './together.ts';
import { createTriggerTally } from './triggers.ts';
import { createUnknownTally } from './unknowns.ts';
import { createWalletTally } from './wallets.ts';

/** Every concern of a simulation. */
export type Tallies = ReturnType<typeof createTallies>;

/** First and last local day of the period in the program's zone. */
export interface Period {
    readonly from: Day;
    readonly to: Day;
    readonly zone: Zone;
}

export function createTallies(program: Program, months: Months, { from, to, zone }: Period) {
    const count = months.names.length;
    const points = program.points.map(({ name }) => name);
    const accounts = accountsOf(program).map(({ name }) => name);
    return {
        sales: createSalesTally(count),
        customers: createCustomerTally(zone.startOfDay(from + Math.floor((to - from + 1) / 2))),
        points: createPointsTally(accounts, count),
        wallets: createWalletTally(program.wallets ?? []),
        holders: createHolderTally(points),
        tiers: createTierTally(program.ladders, months),
        rules: createRuleTally(count, (reward, granted) => costOfReward(program, reward, granted)),
        triggers: createTriggerTally(program.triggers, count),
        journeys: createJourneyTally(program.triggers),
        records: createRecordTally(months, { from, to, zone }),
        surveys: createSurveyTally(),
        referrals: createReferralTally(),
        breakage: createBreakageTally(points, zone.startOfDay(to + 1) - 1),
        effects: createEffectTally(program.triggers),
        unknowns: createUnknownTally(),
        oddities: createOddityTally(),
        laws: createLawTally(),
        invariants: createInvariantTally(program.invariants ?? []),
    };
}

/** What all of them have counted, by concern, as plain data. */
export type CountedTallies = ReadonlyMap<string, unknown>;

/** Those of the history may have been counted for another program already. */
export const countedTallies = (tallies: Tallies, history = tallies): CountedTallies => {
    const others: Readonly<Record<string, Tally>> = history;
    return new Map(
        Object.entries<Tally>(tallies).map(([name, tally]) => {
            const counts = tally.ofHistory === true ? others[name] : tally;
            return [name, (counts ?? tally).counted()];
        }),
    );
};

/** Adds what tallies of the same program have counted of other members, who come after these. */
export function addTallies(tallies: Tallies, counted: CountedTallies): void {
    for (const [name, tally] of Object.entries<Tally>(tallies)) tally.add(counted.get(name));
}

/** All of them at once, member by member. */
export const openingOf = (tallies: Tallies): ((member: Member) => MemberTally) =>
    together(Object.values<Tally>(tallies));

/** The same without those of the history, which are counted for another program. */
export const openingOfRules = (tallies: Tallies): ((member: Member) => MemberTally) => together(rulesOf(tallies));

/** As `openingOf` and `openingOfRules`, of members whose rows can be counted as they are. */
export const countingOf = (tallies: Tallies) => countingTogether(Object.values<Tally>(tallies));
export const countingOfRules = (tallies: Tallies) => countingTogether(rulesOf(tallies));

const rulesOf = (tallies: Tallies): Tally[] =>
    Object.values<Tally>(tallies).filter(({ ofHistory }) => ofHistory !== true);

/** Minor units, where the program writes what a unit or a thing is worth; of free units, all of one grant. */
export function costOfReward({ rewards, currency }: Program, name: string, granted: number): bigint | undefined {
    const benefit = rewards.find(reward => reward.name === name)?.benefit;
    if (benefit === undefined || (benefit.kind !== 'units' && benefit.kind !== 'thing')) return undefined;
    if (benefit.worth === undefined) return undefined;
    const each = benefit.kind === 'units' ? benefit.worth.mul(benefit.units) : benefit.worth;
    return each.mul(Rational.of(granted)).toUnits(currency.decimals, 'half up');
}
