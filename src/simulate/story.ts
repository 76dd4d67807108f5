import type { Day } from '../base/calendar.ts';
import { formatDate } from '../base/calendar.ts';
import type { StoryDocument } from '../model/documents/story.ts';
import type { Member } from '../model/occurrence.ts';
import type { Program } from '../model/program.ts';
import { needsTimeOrder, replay } from './replay.ts';
import type { Listener } from './replay-request.ts';
import type { MemberEvents, Source } from './source.ts';
import { memberFacts } from './story/facts.ts';
import { Narrator } from './story/narrator.ts';
import { standingOf } from './story/standing.ts';
import { isTied } from './ties.ts';
import { programZone } from './zone.ts';

export interface StoryRequest {
    /** The story ends with this local day; with that of the last event where it is absent. */
    readonly at?: Day | undefined;
    readonly signal?: AbortSignal | undefined;
}

type StorySource = Pick<Source, 'members' | 'timeOrder' | 'figures' | 'prices' | 'announcements'>;

/**
 * What happened to one member, why, why not, and what is missing. Where members share something (budgets, gifts to
 * friends) all of them are run, as their parts of it matter. `undefined` where the data has no such member.
 */
export async function tellStory(
    program: Program,
    source: StorySource,
    id: string,
    request: StoryRequest = {},
): Promise<StoryDocument | undefined> {
    const stories = await tellStories(program, source, new Set([id]), request);
    return stories.get(id);
}

/** The same of several members at once, by their ids. */
export async function tellStories(
    program: Program,
    source: StorySource,
    ids: ReadonlySet<string>,
    { at, signal }: StoryRequest = {},
): Promise<ReadonlyMap<string, StoryDocument>> {
    const zone = programZone(program);
    const last = at ?? source.figures.to ?? 0;
    const stories = new Map<string, StoryDocument>();
    await replay({
        program,
        source: needsTimeOrder(program) || isTied(program) ? source : only(ids, source),
        begins: source.figures.from === undefined ? undefined : zone.startOfDay(source.figures.from),
        until: zone.startOfDay(last + 1) - 1,
        signal,
        open(member) {
            if (!ids.has(member.id)) return DEAF;
            return listenFor(program, member, last, told => {
                stories.set(member.id, told);
            });
        },
    });
    return stories;
}

const DEAF: Listener = { sink() {}, close() {} };

function listenFor(program: Program, member: Member, at: Day, done: (story: StoryDocument) => void): Listener {
    const narrator = new Narrator(program, member);
    return {
        explain: true,
        opened: timeLine => narrator.watch(timeLine),
        sink: outcome => narrator.hear(outcome),
        applied: occurrence => narrator.lookAfter(occurrence),
        close(timeLine) {
            done({
                schema: 'loyalty/story/1',
                program: program.title,
                member: member.id,
                at: formatDate(at),
                facts: memberFacts(program, member),
                entries: narrator.entries(),
                standing: standingOf(program, timeLine),
            });
        },
    };
}

/** These members alone: nobody else matters. */
function only(ids: ReadonlySet<string>, source: StorySource): StorySource {
    return {
        ...source,
        timeOrder: () => source.timeOrder(),
        async *members(): AsyncGenerator<MemberEvents> {
            let left = ids.size;
            for await (const each of source.members()) {
                if (!ids.has(each.member.id)) continue;
                yield each;
                if (--left === 0) return;
            }
        },
    };
}
