import { plural } from '../../base/text.ts';
import type { ComparisonDocument } from '../../model/documents/comparison.ts';
import { count } from '../figures.ts';
import { type Block, left, paragraph, right, row, type Section, type Table, tableBlock } from '../layout/page.ts';

export function tierSection(document: ComparisonDocument): Section | undefined {
    const ladders = Object.keys(document.tierMoves);
    if (ladders.length === 0) return undefined;
    const blocks = ladders.flatMap((ladder): Block[] => {
        const text = movesSentence(document, ladder);
        return [paragraph(ladders.length === 1 ? text : `${ladder}: ${text}`), tableBlock(moveTable(document, ladder))];
    });
    return { id: 'tiers', heading: 'Tiers', blocks };
}

export function movesSentence({ tierMoves }: ComparisonDocument, ladder: string): string {
    const moves = tierMoves[ladder] ?? [];
    const sum = (change: string): number =>
        moves.filter(move => move.change === change).reduce((total, { members }) => total + members, 0);
    const [up, down] = [sum('up'), sum('down')];
    if (up + down === 0) return 'Nobody ends in another tier.';
    const part = (members: number, how: string): string =>
        `${plural(members, 'member')} ${members === 1 ? 'ends' : 'end'} ${how}`;
    const parts = [...(up > 0 ? [part(up, 'higher')] : []), ...(down > 0 ? [part(down, 'lower')] : [])];
    return `${parts.join(', ')} than before.`;
}

/** From left to right as in the new version, from top to bottom as in the old one. */
export function moveTable({ tierMoves, tiers }: ComparisonDocument, ladder: string): Table {
    const moves = tierMoves[ladder] ?? [];
    const known = { old: Object.keys(tiers[ladder]?.old ?? {}), new: Object.keys(tiers[ladder]?.new ?? {}) };
    const from = [...new Set([...known.old, ...moves.map(move => move.from)])];
    const to = [...new Set([...known.new, ...moves.map(move => move.to)])];
    const members = (old: string, fresh: string): number =>
        moves.find(move => move.from === old && move.to === fresh)?.members ?? 0;
    const sum = (old: string): number => to.reduce((total, fresh) => total + members(old, fresh), 0);
    return {
        caption: `From tier to tier of ${ladder}`,
        columns: [left('Old tier ↓  new tier →'), ...to.map(tier => right(named(tier))), right('All')],
        rows: from.map(old => row(named(old), ...to.map(fresh => cell(members(old, fresh))), count(sum(old)))),
    };
}

const named = (tier: string): string => (tier === '' ? 'none' : tier);
const cell = (members: number): string => (members === 0 ? '–' : count(members));
