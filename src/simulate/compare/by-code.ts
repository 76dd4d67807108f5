import { isCommon } from '../../engine/budget-account.ts';
import { segmentResult } from '../../engine/compiled/at-end.ts';
import { createDecoder, type Decoder } from '../../engine/compiled/decode.ts';
import type { Fold } from '../../engine/compiled/fold.ts';
import { memberOf } from '../../engine/compiled/members.ts';
import { PlainRows } from '../../engine/compiled/plain-rows.ts';
import { Refusal } from '../../engine/compiled/refusal.ts';
import { checkSame } from '../../engine/compiled/told-history.ts';
import type { ColumnsPart } from '../../model/columns.ts';
import type { Member } from '../../model/occurrence.ts';
import { NotCompiled, whyNotOver } from '../count-folded.ts';
import { endsOf, MEMBERS_AT_ONCE, SURVEYS } from '../folded.ts';
import { type Frame, frameOf, openTalliesOf } from '../frame.ts';
import { foldOf } from '../kept-folds.ts';
import type { Source } from '../source.ts';
import {
    countedTallies,
    countingOf,
    countingOfRules,
    openingOf,
    openingOfRules,
    type Tallies,
} from '../tally/tallies.ts';
import type { MemberTally } from '../tally/tally.ts';
import type { ComparisonRequest } from './compare.ts';
import { Pairing } from './pairing.ts';
import type { ComparedPart, ComparedPrograms } from './part.ts';

export interface ComparisonByCode extends Pick<ComparisonRequest, 'until' | 'signal' | 'onProgress'> {
    readonly programs: ComparedPrograms;
    readonly source: Pick<Source, 'figures' | 'prices' | 'announcements' | 'columnParts'>;
}

/** Why the interpreter must run the members, as far as that is known before; none where code may. */
export const whyNotByCode = ({
    programs,
    source,
}: Pick<ComparisonByCode, 'programs' | 'source'>): readonly string[] => [
    ...(source.figures.from === undefined ? ['nothing happens in the data'] : []),
    ...whyNotOver(source, programs),
];

/**
 * Runs members through all versions by code that is made of them, and hands over what they came to, part by part. What
 * the history says is looked at once. Throws `NotCompiled` where it turns out that some version must be interpreted.
 */
export async function compareByCode(
    { programs, source, until, signal, onProgress }: ComparisonByCode,
    take: (part: ComparedPart) => void,
): Promise<void> {
    const frames = programs.map(program => frameOf({ program, source, until }));
    const done = { events: 0, members: 0 };
    for await (const part of source.columnParts?.() ?? []) {
        if (part.events.includes('survey')) throw new NotCompiled([SURVEYS]);
        const { begins } = part.columns;
        const run = new PartByCode(programs, frames, part);
        for (let from = part.from; from < part.until; from += MEMBERS_AT_ONCE) {
            signal?.throwIfAborted();
            const end = Math.min(from + MEMBERS_AT_ONCE, part.until);
            refusing(() => run.members(from, end));
            done.members += end - from;
            done.events += (begins[end] ?? 0) - (begins[from] ?? 0);
            onProgress?.({ ...done });
            await new Promise(resolve => setTimeout(resolve, 0));
        }
        take(run.compared());
    }
}

function refusing(work: () => void): void {
    try {
        work();
    } catch (problem) {
        throw problem instanceof Refusal ? new NotCompiled([problem.message]) : problem;
    }
}

/** One of the versions over some members. */
interface Version {
    readonly fold: Fold;
    readonly endOf: ReturnType<typeof endsOf>;
    readonly frame: Frame;
    readonly tallies: Tallies;
    readonly open: (member: Member) => MemberTally;
    readonly count: ReturnType<typeof countingOf>;
    /** What it has counted of the history, or which version has for it. */
    readonly history: Tallies;
}

class PartByCode {
    readonly #versions: readonly Version[];
    readonly #pairing: Pairing;
    readonly #part: ColumnsPart;

    constructor(programs: ComparedPrograms, frames: readonly Frame[], part: ColumnsPart) {
        this.#part = part;
        this.#pairing = new Pairing(programs);
        const versions: Version[] = [];
        for (const [version, frame] of frames.entries()) versions.push(this.#version(version, frame, versions[0]));
        this.#versions = versions;
    }

    #version(version: number, frame: Frame, first: Version | undefined): Version {
        const { columns, events } = this.#part;
        const { reported: program, begins = 0, until } = frame;
        const segments = this.#pairing.segments.filter(({ side }) => side === version).map(({ name }) => name);
        const fold = foldOf({ program, columns, events, begins, until, tells: true, segments });
        if (fold.kind === 'refused') throw new NotCompiled(fold.reasons);
        // What members buy is told once for all versions, and budgets that they share are not looked at.
        if (fold.isPriced) throw new NotCompiled(['versions have prices']);
        if (frame.reported.budgets.some(isCommon)) throw new NotCompiled(['members share a budget']);
        const tallies = openTalliesOf(frame);
        const common = { fold, endOf: endsOf(fold), frame, tallies };
        // Months and days of the same history are others in another time zone.
        if (first === undefined || first.frame.zone.name !== frame.zone.name)
            return { ...common, open: openingOf(tallies), count: countingOf(tallies), history: tallies };
        const rules = { open: openingOfRules(tallies), count: countingOfRules(tallies) };
        return { ...common, ...rules, history: first.tallies };
    }

    /** Throws a `Refusal` where code cannot count them exactly. */
    members(from: number, until: number): void {
        for (const { fold } of this.#versions) fold.run(from, until);
        const decoders: Decoder[] = [];
        for (const { fold } of this.#versions) decoders.push(createDecoder(fold, from, decoders[0]));
        const rows = this.#versions.map(({ fold }) => new PlainRows(fold, from));
        for (let member = from; member < until; member++) if (!this.#count(member, rows)) this.#tell(member, decoders);
    }

    /** Whether rows of all versions could be counted as they are. */
    #count(number: number, spans: readonly PlainRows[]): boolean {
        const [first] = this.#versions;
        if (first === undefined || this.#versions.some(({ count }) => count === undefined)) return false;
        if (!spans.every(rows => rows.open(number))) return false;
        const member = memberOf(first.fold, number);
        for (const [version, { fold, endOf, frame, count }] of this.#versions.entries()) {
            // There is one of each version.
            const rows = spans[version] as PlainRows;
            if (version > 0) checkSame(spans[0] as PlainRows, rows);
            const plain = { member, rows, end: endOf(number, member.id) };
            count?.({ ...plain, month: n => frame.months.indexOf(rows.at(n)) });
            this.#pairing.count(version, plain, segment => fold.results.get(segmentResult(segment))?.[number] === 1);
        }
        return true;
    }

    #tell(number: number, decoders: readonly Decoder[]): void {
        const [first] = this.#versions;
        if (first === undefined) return;
        const member = memberOf(first.fold, number);
        for (const [version, { fold, endOf, frame, open }] of this.#versions.entries()) {
            const tally = open(member);
            const follower = this.#pairing.follow(version, member);
            for (const outcome of decoders[version]?.outcomes(number) ?? []) {
                tally.take(outcome, frame.months.indexOf(outcome.at));
                follower.take(outcome);
            }
            const end = endOf(number, member.id);
            tally.close(end);
            follower.close(end, segment => fold.results.get(segmentResult(segment))?.[number] === 1);
        }
    }

    compared(): ComparedPart {
        return {
            counted: this.#versions.map(({ tallies, history }) => ({
                tallies: countedTallies(tallies, history),
                draws: undefined,
                coverage: undefined,
                budgets: new Map(),
            })),
            pairs: this.#pairing.counted(),
            sharesHistory: this.#versions.every(({ history }) => history === this.#versions[0]?.history),
            events: [],
        };
    }
}
