import type { TwoStories } from '../../model/documents/comparison.ts';
import type { StoryDocument, StoryEntry } from '../../model/documents/story.ts';

const MOST_MOMENTS = 12;

/** Two stories of one member side by side: only what differs. Balances are carried along and do not count. */
export function twoStories(before: StoryDocument, after: StoryDocument): TwoStories {
    const moments: { at: string; same: number; old?: StoryEntry; new?: StoryEntry }[] = [];
    let same = 0;
    for (const [old, fresh] of aligned(before.entries, after.entries)) {
        if (old !== undefined && fresh !== undefined && saysTheSame(old, fresh)) {
            same++;
            continue;
        }
        const at = old?.at ?? fresh?.at ?? '';
        moments.push({
            at,
            same,
            ...(old === undefined ? {} : { old }),
            ...(fresh === undefined ? {} : { new: fresh }),
        });
        same = 0;
    }
    const shown = moments.slice(0, MOST_MOMENTS);
    return { moments: shown, more: moments.length > shown.length };
}

type Both = readonly [StoryEntry | undefined, StoryEntry | undefined];

/** Both are in the order of time: entries of one moment belong together, by title where there are several. */
function aligned(before: readonly StoryEntry[], after: readonly StoryEntry[]): Both[] {
    const both: Both[] = [];
    let [left, right] = [0, 0];
    for (;;) {
        const [old, fresh] = [before[left], after[right]];
        if (old === undefined && fresh === undefined) return both;
        const oldFirst = fresh === undefined || (old !== undefined && old.at < fresh.at);
        const freshFirst = old === undefined || (fresh !== undefined && fresh.at < old.at);
        if (!oldFirst) right++;
        if (!freshFirst) left++;
        both.push([freshFirst ? undefined : old, oldFirst ? undefined : fresh]);
    }
}

function saysTheSame(a: StoryEntry, b: StoryEntry): boolean {
    const told = ({ title, lines }: StoryEntry): string =>
        JSON.stringify([title, lines.filter(({ kind }) => kind === 'did').map(({ text }) => text)]);
    return told(a) === told(b) && JSON.stringify(a.tiers) === JSON.stringify(b.tiers);
}
