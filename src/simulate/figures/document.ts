import { formatDate } from '../../base/calendar.ts';
import { Rational } from '../../base/rational.ts';
import { plural } from '../../base/text.ts';
import type { Shared } from '../../engine/shared.ts';
import type { CustomerMeasures } from '../../model/documents/customers.ts';
import type { DataFigures, SimulationDocument } from '../../model/documents/simulation.ts';
import type { Program } from '../../model/program.ts';
import { goalFigures } from '../goals/goals.ts';
import type { Months } from '../months.ts';
import type { Source } from '../source.ts';
import type { CustomerFigures } from '../tally/customers.ts';
import type { Tallies } from '../tally/tallies.ts';
import { budgetFigures } from './budgets.ts';
import { type Costs, costsOf } from './costs.ts';
import { customerMeasures } from './customers.ts';
import { invariantFigures } from './invariants.ts';
import { monthFigures } from './months.ts';
import { holderFigures, pointsFigures } from './points.ts';
import { ruleFigures, triggerFigures } from './rules.ts';
import { money, shareText } from './text.ts';
import { walletFigures } from './wallets.ts';

/** All that was counted. */
export interface Counted {
    readonly program: Program;
    readonly dataset: string;
    readonly sample: { readonly members: number; readonly seed: number } | undefined;
    readonly source: Source;
    readonly months: Months;
    readonly tallies: Tallies;
    readonly shared: Shared;
    readonly remarks: readonly string[];
    readonly period: { readonly from: number; readonly to: number } | undefined;
}

/** `customers`: may know what they come to already. */
export function simulationDocument(
    counted: Counted,
    known: (work: () => CustomerMeasures) => CustomerMeasures = work => work(),
): SimulationDocument {
    const { program, tallies, months } = counted;
    const costs = costsOf(program, tallies);
    const customers = known(() => customerMeasures(program, tallies, counted));
    const { name, title, version, currency, files } = program;
    return {
        schema: 'loyalty/simulation/1',
        program: {
            name,
            title,
            ...(version === undefined ? {} : { version }),
            currency: currency.code,
            file: files[0] ?? '',
        },
        data: dataFigures(counted),
        totals: totals(program, tallies, costs),
        tiers: Object.fromEntries(program.ladders.map(ladder => [ladder.name, tallies.tiers.end(ladder.name)])),
        ...tierColours(program),
        rules: ruleFigures(program, tallies, costs),
        triggers: triggerFigures(program, tallies),
        metrics: customerFigures(tallies.customers.figures(), costShare(tallies, costs)),
        customers,
        goals: goalFigures(program, tallies, costs, counted.source.figures.members, customers),
        ...invariantFigures(program, tallies),
        laws: tallies.laws.figures(),
        budgets: budgetFigures(program, counted.shared),
        months: monthFigures(program, tallies, months),
        holders: holderFigures(program, tallies),
        unknowns: tallies.unknowns.all(),
        remarks: [...counted.source.remarks, ...counted.remarks, ...answersRemark(tallies)],
    };
}

const SHOWN_REJECTS = 20;

function dataFigures({ dataset, source, tallies, sample, period }: Counted): DataFigures {
    const { figures, rejects } = source;
    const { repeated, late, orphans } = tallies.oddities.counts();
    return {
        dataset,
        members: figures.members,
        events: figures.events,
        rows: figures.rows,
        ...(period === undefined ? {} : { from: formatDate(period.from), to: formatDate(period.to) }),
        rejected: figures.rejected,
        rejects: rejects.slice(0, SHOWN_REJECTS),
        repeated: figures.repeated + repeated,
        late,
        orphans,
        ...(sample === undefined ? {} : { sample }),
    };
}

function totals(program: Program, tallies: Tallies, costs: Costs): SimulationDocument['totals'] {
    const { revenue, gross, returned, purchases, returns } = tallies.sales.totals();
    const say = (minor: bigint) => money(minor, program);
    const { discounts, rewards, credit, issued, lapsed } = costs;
    return {
        revenue: say(revenue),
        purchases,
        returns,
        gross: say(gross),
        returned: say(returned),
        points: pointsFigures(program, tallies),
        ...((program.wallets ?? []).length === 0 ? {} : { wallets: walletFigures(program, tallies) }),
        discounts: say(discounts),
        cost: say(costs.total),
        credit: say(credit),
        costOf: {
            discounts: say(discounts),
            rewards: say(rewards),
            credit: say(credit),
            issued: say(issued),
            lapsed: say(lapsed),
        },
    };
}

function costShare(tallies: Tallies, { total }: Costs): Rational | undefined {
    const { revenue } = tallies.sales.totals();
    return revenue > 0n ? Rational.of(total, revenue) : undefined;
}

function customerFigures(figures: CustomerFigures, costShare: Rational | undefined): SimulationDocument['metrics'] {
    const { activeMembers, repurchaseRate, retention, churn, topShare } = figures;
    return {
        activeMembers,
        ...(repurchaseRate === undefined ? {} : { repurchaseRate: shareText(repurchaseRate) }),
        ...(retention === undefined ? {} : { retention: shareText(retention) }),
        ...(churn === undefined ? {} : { churn: shareText(churn) }),
        ...(topShare === undefined ? {} : { topShare: shareText(topShare) }),
        ...(costShare === undefined ? {} : { costShare: shareText(costShare) }),
    };
}

function answersRemark(tallies: Tallies): string[] {
    const { outside } = tallies.surveys.counts();
    if (outside === 0) return [];
    return [`${plural(outside, 'survey score')} outside 0 to 10 ${outside === 1 ? 'is' : 'are'} left out.`];
}

export const lostGiftRemark = (lost: number): string[] =>
    lost === 0
        ? []
        : [
              `${plural(lost, 'gift')} went to members who are not in the data and ${lost === 1 ? 'is' : 'are'} not counted.`,
          ];

function tierColours({ ladders }: Program): Pick<SimulationDocument, 'tierColours'> {
    const coloured = ladders.flatMap(({ name, tiers }) => {
        const colours = tiers.flatMap(each => (each.colour === undefined ? [] : [[each.name, each.colour] as const]));
        return colours.length === 0 ? [] : [[name, Object.fromEntries(colours)] as const];
    });
    return coloured.length === 0 ? {} : { tierColours: Object.fromEntries(coloured) };
}
