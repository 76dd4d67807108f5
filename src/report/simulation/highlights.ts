import { plural } from '../../base/text.ts';
import type { SimulationDocument } from '../../model/documents/simulation.ts';
import { count, decimal, percent, shareOf } from '../figures.ts';
import type { Highlight } from '../layout/page.ts';

export function highlights(document: SimulationDocument): Highlight[] {
    const { totals, metrics, data } = document;
    const cost = shareOf(decimal(totals.cost.amount), decimal(totals.revenue.amount));
    return [
        neutral(`Revenue in ${totals.revenue.currency}`, count(totals.revenue.amount), 'net of tax and returns'),
        neutral(`Cost in ${totals.cost.currency}`, count(totals.cost.amount), `${cost} of revenue`),
        neutral('Active members', count(metrics.activeMembers), `of ${plural(data.members, 'member')}`),
        ...(metrics.repurchaseRate === undefined
            ? []
            : [neutral('Bought again', percent(metrics.repurchaseRate), 'of those who bought')]),
        ...goals(document),
    ];
}

function goals({ goals }: SimulationDocument): Highlight[] {
    if (goals.length === 0) return [];
    const met = goals.filter(goal => goal.status === 'met').length;
    const missed = goals.filter(goal => goal.status === 'missed');
    const unknown = goals.length - met - missed.length;
    const note = missed.length > 0 ? `missed: ${missed.map(goal => goal.name).join('; ')}` : unknownNote(unknown);
    const mood = missed.length > 0 ? 'bad' : unknown > 0 ? 'neutral' : 'good';
    return [{ label: 'Goals', value: `${met} of ${goals.length} met`, note, mood }];
}

const unknownNote = (unknown: number): string => (unknown > 0 ? `${unknown} can't be decided` : 'none is missed');

const neutral = (label: string, value: string, note: string): Highlight => ({ label, value, note, mood: 'neutral' });
