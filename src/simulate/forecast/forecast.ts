import { createEngine } from '../../engine/engine.ts';
import { createShared } from '../../engine/shared.ts';
import type { ForecastFigures } from '../../model/documents/forecast.ts';
import type { Member } from '../../model/occurrence.ts';
import type { Program } from '../../model/program.ts';
import { needsTimeOrder, replay } from '../replay.ts';
import { createPulse, type Listener, type Replay, replayMember } from '../replay-request.ts';
import type { MemberEvents } from '../source.ts';
import { isTied } from '../ties.ts';
import { memberZone } from '../zone.ts';
import { ChanceWatch } from './chances.ts';
import { changedHistory, changedSource } from './changed-source.ts';
import { type Change, type Draw, draw } from './draw.ts';
import { forecastFigures } from './figures.ts';
import { addSums, openSums, type Sums } from './sums.ts';

export interface ForecastRequest extends Omit<Replay, 'open'> {
    /** How many draws, and the seed of the first; the others are those after it. */
    readonly draws: number;
    readonly seed: number;
}

/** What came of the draws. */
export interface Drawn {
    readonly program: Program;
    readonly draws: number;
    readonly seed: number;
    /** The replay without any assumption. */
    readonly base: Sums;
    /** By draw: how its sums differ from those of the replay. */
    readonly differences: readonly Sums[];
    /** By assumption: occasions to answer. */
    readonly chances: readonly number[];
    /** By assumption, by draw: answers. */
    readonly answers: readonly (readonly number[])[];
}

/** What was counted of the draws: plain data that can be posted, and adds up over members. */
export type CountedDraws = Pick<Drawn, 'base' | 'differences' | 'chances' | 'answers'>;

/** What would come of the program's assumptions: the same history and the same engine, with the events that they draw. */
export async function countDraws(request: ForecastRequest): Promise<CountedDraws> {
    const counting = new Counting(request);
    const isShared = needsTimeOrder(request.program) || isTied(request.program);
    await (isShared ? drawTogether(request, counting) : drawByMember(request, counting));
    return counting.counted();
}

export const forecastOf = (
    counted: CountedDraws,
    { program, draws, seed }: Pick<ForecastRequest, 'program' | 'draws' | 'seed'>,
): ForecastFigures => forecastFigures({ ...counted, program, draws, seed });

class Counting {
    readonly #request: ForecastRequest;
    readonly base = new Map<string, bigint>();
    readonly #differences: readonly Map<string, bigint>[];
    readonly #chances: number[];
    readonly #answers: readonly number[][];

    constructor(request: ForecastRequest) {
        this.#request = request;
        const count = request.program.assumptions?.length ?? 0;
        this.#differences = Array.from({ length: request.draws }, () => new Map());
        this.#chances = new Array<number>(count).fill(0);
        this.#answers = Array.from({ length: count }, () => new Array<number>(request.draws).fill(0));
    }

    /** What one draw makes of a member. */
    draw(watch: ChanceWatch, index: number, member: Member): Change | undefined {
        const { program, seed, until } = this.#request;
        const zone = memberZone(program, member);
        const how: Draw = { seed: seed + index, member: member.id, until, zone, assumptions: this.#chances.length };
        const change = draw(watch, how);
        for (const [assumption, count] of (change?.answers ?? []).entries()) {
            const answers = this.#answers[assumption];
            if (answers !== undefined) answers[index] = (answers[index] ?? 0) + count;
        }
        return change;
    }

    noteChances({ responses }: ChanceWatch): void {
        for (const { assumption } of responses) this.#chances[assumption] = (this.#chances[assumption] ?? 0) + 1;
    }

    differ(index: number, sums: Sums, times: bigint): void {
        const difference = this.#differences[index];
        if (difference !== undefined) addSums(difference, sums, times);
    }

    counted(): CountedDraws {
        return {
            base: this.base,
            differences: this.#differences,
            chances: this.#chances,
            answers: this.#answers,
        };
    }
}

/** Only members whom a draw changes are run again. */
async function drawByMember(request: ForecastRequest, counting: Counting): Promise<void> {
    const { program, source, draws, signal } = request;
    const engine = createEngine(program, source.prices, source.announcements);
    const shared = createShared(program);
    const pulse = createPulse({ ...request, open: () => DEAF });
    const run = (each: MemberEvents, watch: ChanceWatch | undefined): Sums => {
        let found: Sums = new Map();
        const open = (member: Member): Listener =>
            listenerFor(program, member, watch, sums => {
                found = sums;
            });
        replayMember(each, { ...request, open }, engine, shared);
        return found;
    };
    for await (const { member, occurrences } of source.members()) {
        signal?.throwIfAborted();
        const watch = new ChanceWatch(program.assumptions ?? []);
        const base = run({ member, occurrences }, watch);
        addSums(counting.base, base, 1n);
        counting.noteChances(watch);
        let events = occurrences.length;
        for (let index = 0; index < draws; index++) {
            const change = counting.draw(watch, index, member);
            if (change === undefined) continue;
            const changed = changedHistory(occurrences, change);
            counting.differ(index, run({ member, occurrences: changed }, undefined), 1n);
            counting.differ(index, base, -1n);
            events += occurrences.length;
        }
        await pulse(events, 1);
    }
}

/** Where members share something, every draw is a run of all of them. */
async function drawTogether(request: ForecastRequest, counting: Counting): Promise<void> {
    const { program, source, draws } = request;
    const watches = new Map<string, { readonly member: Member; readonly watch: ChanceWatch }>();
    await replay({
        ...request,
        open(member) {
            const watch = new ChanceWatch(program.assumptions ?? []);
            watches.set(member.id, { member, watch });
            return listenerFor(program, member, watch, sums => addSums(counting.base, sums, 1n));
        },
    });
    for (const { watch } of watches.values()) counting.noteChances(watch);
    for (let index = 0; index < draws; index++) {
        const changes = new Map<string, Change>();
        for (const [id, { member, watch }] of watches) {
            const change = counting.draw(watch, index, member);
            if (change !== undefined) changes.set(id, change);
        }
        if (changes.size === 0) continue;
        await replay({
            ...request,
            source: changedSource(source, changes),
            open: member => listenerFor(program, member, undefined, sums => counting.differ(index, sums, 1n)),
        });
        counting.differ(index, counting.base, -1n);
    }
}

const DEAF: Listener = { sink() {}, close() {} };

function listenerFor(
    program: Program,
    member: Member,
    watch: ChanceWatch | undefined,
    done: (sums: Sums) => void,
): Listener {
    const sums = openSums(program, member);
    return {
        sink(outcome) {
            sums.take(outcome);
            watch?.hear(outcome);
        },
        opened: timeLine => watch?.watch(timeLine),
        applying(occurrence) {
            sums.note(occurrence);
            watch?.before(occurrence);
        },
        close(timeLine) {
            const { points, ladders } = program;
            done(
                sums.close({
                    points: new Map(points.map(({ name }) => [name, timeLine.ledger(name)])),
                    tiers: new Map(ladders.map(({ name }) => [name, timeLine.tier(name)])),
                }),
            );
        },
    };
}
