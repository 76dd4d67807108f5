import { plural } from '../../base/text.ts';
import type { ComparisonDocument, TopMember } from '../../model/documents/comparison.ts';
import type { StoryEntry } from '../../model/documents/story.ts';
import { count } from '../figures.ts';
import {
    type Block,
    left,
    type Mood,
    right,
    row,
    type Section,
    type SideBySide,
    type Table,
    tableBlock,
} from '../layout/page.ts';
import { signed } from './say.ts';

export function triggerSection({ triggers }: ComparisonDocument): Section | undefined {
    if (triggers.length === 0) return undefined;
    const table: Table = {
        caption: 'Triggers in both versions',
        columns: [
            left('Trigger'),
            ...['Old', 'New', 'Gained', 'Lost', 'Members who gain it', 'Who lose it'].map(right),
        ],
        rows: triggers.map(each =>
            row(
                each.title,
                ...[each.old, each.new, each.gained, each.lost, each.membersGained, each.membersLost].map(count),
            ),
        ),
    };
    const detail = triggers.every(({ gained, lost }) => gained + lost === 0);
    return { id: 'triggers', heading: 'What members hear', blocks: [tableBlock(table)], detail };
}

export function goalSection({ goals }: ComparisonDocument): Section | undefined {
    if (goals.length === 0) return undefined;
    const said = (goal: { readonly status: string; readonly actual: string } | undefined): string =>
        goal === undefined ? 'not a goal' : `${goal.status} (${goal.actual})`;
    const items = goals.map(goal => ({
        text: `${goal.name}: ${said(goal.old)} before, ${said(goal.new)} now`,
        mood: moodOf(goal.old?.status, goal.new?.status),
    }));
    return { id: 'goals', heading: 'Goals', blocks: [{ kind: 'list', items }] };
}

function moodOf(old: string | undefined, fresh: string | undefined): Mood {
    if (fresh === 'missed') return 'bad';
    return fresh === 'met' && old !== 'met' ? 'good' : 'neutral';
}

export function conditionSection({ conditions }: ComparisonDocument): Section | undefined {
    if (conditions.length === 0) return undefined;
    const items = conditions.map(({ text, status, actual }) => ({
        text: `'${text}' is ${status === 'failed' ? '' : 'not '}true: ${actual}`,
        mood: status === 'failed' ? ('bad' as const) : ('good' as const),
    }));
    return { id: 'conditions', heading: 'Conditions', blocks: [{ kind: 'list', items }] };
}

export function remarkSection({ remarks }: ComparisonDocument): Section | undefined {
    if (remarks.length === 0) return undefined;
    return {
        id: 'remarks',
        heading: 'What to keep in mind',
        blocks: [{ kind: 'list', items: remarks.map(text => ({ text, mood: 'neutral' })) }],
    };
}

/** Those with most to win or to lose; `shown`: how many of each. */
export function topSections(document: ComparisonDocument, shown: number): Section[] {
    const section = (id: string, heading: string, members: readonly TopMember[]): Section[] => {
        const some = members.slice(0, shown);
        if (some.length === 0) return [];
        const stories = some.flatMap((member): Block[] => {
            const pair = storyOf(member, document);
            return pair === undefined ? [] : [{ kind: 'side by side', pair }];
        });
        return [{ id, heading, blocks: [tableBlock(topTable(heading, some, document)), ...stories] }];
    };
    return [
        ...section('losers', 'Who has most to lose', document.top.losers),
        ...section('winners', 'Who has most to win', document.top.winners),
    ];
}

function topTable(
    caption: string,
    members: readonly TopMember[],
    { gains, delta, tierMoves }: ComparisonDocument,
): Table {
    const points = Object.keys(delta.points).filter(name =>
        members.some(each => each.points[name]?.old !== each.points[name]?.new),
    );
    const ladders = Object.keys(tierMoves).filter(name =>
        members.some(each => each.tiers[name]?.old !== each.tiers[name]?.new),
    );
    return {
        caption,
        columns: [
            left('Member'),
            right(`Gain in ${gains.unit}`),
            right('Spends'),
            ...points.map(name => right(`${name} at the end`)),
            ...ladders.map(left),
        ],
        rows: members.map(each =>
            row(
                each.member,
                signed(each.gain),
                count(each.spend.amount),
                ...points.map(name =>
                    fromTo(count(each.points[name]?.old ?? '0'), count(each.points[name]?.new ?? '0')),
                ),
                ...ladders.map(name => fromTo(each.tiers[name]?.old ?? '', each.tiers[name]?.new ?? '')),
            ),
        ),
    };
}

const fromTo = (old: string, fresh: string): string => (old === fresh ? fresh : `${old} → ${fresh}`);

function storyOf({ member, gain, story }: TopMember, { gains }: ComparisonDocument): SideBySide | undefined {
    if (story === undefined || story.moments.length === 0) return undefined;
    const rows = story.moments.map(({ at, same, old, new: fresh }) => ({
        label: same === 0 ? at : `${at} (after ${plural(same, 'moment')} alike)`,
        lines: [entryLines(old), entryLines(fresh)] as const,
    }));
    const rest = story.more ? [{ label: 'and more moments that differ, later', lines: [[], []] as const }] : [];
    const heading = `The story of ${member} in both versions (${signed(gain)} ${gains.unit})`;
    return { heading, caption: heading, sides: ['Old version', 'New version'], rows: [...rows, ...rest] };
}

function entryLines(entry: StoryEntry | undefined): readonly string[] {
    if (entry === undefined) return ['Nothing.'];
    const leads = { did: '', why: 'because ', 'why not': 'but not: ' } as const;
    const told = entry.lines.map(({ kind, text }) => `${leads[kind]}${text}`);
    const held = [
        ...Object.entries(entry.balances).map(([name, amount]) => `${count(amount)} ${name}`),
        ...Object.values(entry.tiers),
    ];
    return [entry.title, ...told, ...(held.length === 0 ? [] : [`→ ${held.join(', ')}`])];
}
