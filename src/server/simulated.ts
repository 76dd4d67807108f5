import type { AstNode } from 'langium';
import { plural } from '../base/text.ts';
import * as ast from '../language/generated/ast.ts';
import { documentOf } from '../language/names.ts';
import type { PointsFigures, RuleFigures, SimulationDocument, TriggerFigures } from '../model/documents/simulation.ts';
import { count, decimal, money, percent, points, shareOf } from '../report/figures.ts';
import type { LoyaltyServerServices } from './services.ts';

export interface Figures {
    /** A few words, to stand beside the text. */
    readonly short: string;
    /** Markdown: all of it, with the data that it comes from. */
    readonly text: string;
}

/** What a declaration did in the last simulation of its program in this session. */
export function figuresBehind(services: LoyaltyServerServices, node: AstNode): Figures | undefined {
    for (const program of services.loyalty.Names.programsOf(documentOf(node))) {
        const simulated = services.editor.Simulations.of(documentOf(program));
        const found = simulated && figuresOf(node, simulated.document);
        if (!simulated || !found) continue;
        const { document, isOld } = simulated;
        const { dataset, members, from, to } = document.data;
        const period = from && to ? `, ${from} to ${to}` : '';
        const lines = found.lines.map(line => `- ${line}`);
        const since = isOld ? ['', 'The program has changed since.'] : [];
        const head = `In the last simulation (${dataset}: ${plural(members, 'member')}${period}):`;
        return {
            short: isOld ? `earlier: ${found.short}` : found.short,
            text: [head, ...lines, ...since].join('\n'),
        };
    }
    return undefined;
}

interface Said {
    readonly short: string;
    readonly lines: readonly string[];
}

function figuresOf(node: AstNode, document: SimulationDocument): Said | undefined {
    if (ast.isProgram(node)) return ofProgram(document);
    if (ast.isPoints(node)) return ofPoints(node.name, document.totals.points[node.name]);
    if (ast.isTier(node)) return ofTier(node, document);
    if (ast.isGoal(node)) return ofGoal(node, document);
    if (ast.isInvariant(node)) return ofInvariant(node, document);
    if (ast.isBudget(node)) return ofBudget(node, document);
    const kind = ruleKinds[node.$type];
    const rule = document.rules.find(each => each.kind === kind && 'name' in node && each.name === node.name);
    const trigger = document.triggers.find(each => kind === 'trigger' && 'name' in node && each.name === node.name);
    return rule && ofRule(rule, trigger, document);
}

const ruleKinds: Readonly<Record<string, RuleFigures['kind'] | undefined>> = {
    Earn: 'earn',
    Price: 'price',
    Reward: 'reward',
    Contract: 'contract',
    Rebate: 'rebate',
    Trigger: 'trigger',
    Journey: 'trigger',
    Wallet: 'wallet',
};

function ofRule(rule: RuleFigures, trigger: TriggerFigures | undefined, { totals }: SimulationDocument): Said {
    if (rule.fired === 0 && (trigger?.fired ?? 0) === 0)
        return { short: 'never', lines: ['it never gave anything', ...(trigger ? ofTrigger(trigger) : [])] };
    const given = decimal(rule.money.amount);
    const times = plural(rule.fired, 'time');
    return {
        short: given.isZero() ? times : `${times}, ${money(rule.money)}`,
        lines: [
            `it gave something ${times}, to ${plural(rule.members, 'member')}`,
            ...Object.entries(rule.points).map(([name, amount]) => points(amount, name)),
            `it cost ${money(rule.money)}: ${shareOf(given, decimal(totals.revenue.amount))} of revenue`,
            ...(rule.limited > 0 ? [`a limit clipped it ${plural(rule.limited, 'time')}`] : []),
            ...(trigger ? ofTrigger(trigger) : []),
        ],
    };
}

function ofTrigger({
    fired,
    members,
    heldOut,
    suppressed,
    capped,
    offersUsed,
    journey,
}: TriggerFigures): readonly string[] {
    return [
        `it fired ${plural(fired, 'time')}, for ${plural(members, 'member')}`,
        ...(heldOut > 0 ? [`${count(heldOut)} held out`] : []),
        ...(suppressed ? [`${count(suppressed)} not sent for want of consent`] : []),
        ...(capped ? [`${count(capped)} not sent because of a limit on messages`] : []),
        ...(offersUsed > 0 ? [`${plural(offersUsed, 'offer')} used`] : []),
        ...(journey ? [`${count(journey.in.aimMet)} of ${count(journey.in.entered)} met its aim`] : []),
    ];
}

function ofProgram({ totals, metrics }: SimulationDocument): Said {
    const share = metrics.costShare === undefined ? '' : `, ${percent(metrics.costShare)} of revenue`;
    return {
        short: `cost ${money(totals.cost)}${share}`,
        lines: [
            `it cost ${money(totals.cost)}${share}`,
            `revenue ${money(totals.revenue)}`,
            `${plural(totals.purchases, 'purchase')}`,
        ],
    };
}

function ofPoints(name: string, figures: PointsFigures | undefined): Said | undefined {
    if (!figures) return undefined;
    const { issued, spent, expired, takenBack, available, liability } = figures;
    return {
        short: `${points(issued, name)} issued`,
        lines: [
            `${points(issued, name)} issued`,
            `${points(spent, name)} spent, ${points(expired, name)} expired, ${points(takenBack, name)} taken back`,
            `${points(available, name)} left${liability ? `, a liability of ${money(liability)}` : ''}`,
        ],
    };
}

function ofTier(tier: ast.Tier, { tiers, data }: SimulationDocument): Said | undefined {
    const members = tiers[tier.$container.name]?.[tier.name];
    if (members === undefined) return undefined;
    const share =
        data.members === 0 ? '' : `, ${shareOf(decimal(String(members)), decimal(String(data.members)))} of all`;
    const short = `${plural(members, 'member')}${share}`;
    return { short, lines: [`${short}, at the end`] };
}

function ofGoal({ title }: ast.Goal, { goals }: SimulationDocument): Said | undefined {
    const goal = goals.find(({ name }) => name === title);
    return goal && { short: `${goal.status}: ${goal.actual}`, lines: [`${goal.status}: ${goal.actual}`] };
}

function ofInvariant({ name }: ast.Invariant, { invariants = [] }: SimulationDocument): Said | undefined {
    const found = invariants.find(each => each.name === name);
    if (!found) return undefined;
    const { status, checked, broken, members } = found;
    const short = status === 'broken' ? `broken ${plural(broken, 'time')}` : status;
    return {
        short,
        lines: [`${short}: looked at ${plural(checked, 'time')}, broken for ${plural(members, 'member')}`],
    };
}

function ofBudget({ name }: ast.Budget, { budgets }: SimulationDocument): Said | undefined {
    const budget = budgets.find(each => each.name === name);
    if (!budget) return undefined;
    const until = budget.usedUpAt ? `, used up at ${budget.usedUpAt}` : '';
    const short = `${budget.used} of ${budget.limit}`;
    return { short, lines: [`${short} used${until}`, ...(budget.refused ? [`${budget.refused} refused`] : [])] };
}
