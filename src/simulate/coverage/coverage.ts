import type { Observer } from '../../engine/observer.ts';
import type { CoverageDocument, CoverageOutcome, CoveragePlace, TestCoverage } from '../../model/documents/coverage.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Program } from '../../model/program.ts';
import { OUTCOMES, type Place, placesOf } from './places.ts';
import { createReached } from './reached.ts';

/** Watches one test, or one member. */
export interface Watch {
    readonly observer?: Observer;
    readonly take: (outcome: Outcome) => void;
    /** Nothing more happens. */
    readonly close: () => void;
}

export interface Coverage {
    /** `name`: of a test; members stay unnamed. */
    readonly open: (name: string | undefined) => Watch;
    readonly figures: () => CoverageFigures;
    /** What unnamed members have reached, as plain data. */
    readonly counted: () => CountedCoverage;
    /** Adds what other members have reached of the same program. */
    readonly add: (counted: CountedCoverage) => void;
}

export interface CountedCoverage {
    readonly watched: number;
    /** By place, then by outcome. */
    readonly counts: readonly (readonly number[])[];
}

export interface CoverageFigures {
    readonly watched: number;
    readonly places: readonly (CoveragePlace & { readonly declaration: string })[];
    /** By the names of those who have one. */
    readonly each: ReadonlyMap<string, Pick<TestCoverage, 'reached' | 'alone'>>;
}

/** What of a program is reached, and by whom. */
export function createCoverage(program: Program): Coverage {
    const places = placesOf(program);
    const numbers = new Map(places.map(({ part }, index) => [part, index]));
    const reachedBy = createReached(program);
    const counts = places.map(({ kind }) => OUTCOMES[kind].map((): Reached => ({ count: 0, names: [] })));
    const names: string[] = [];
    let watched = 0;
    return {
        open(name) {
            watched++;
            if (name !== undefined) names.push(name);
            const seen = new Uint8Array(places.length);
            const mark = (part: object, outcome: number): void => {
                const number = numbers.get(part);
                if (number !== undefined) seen[number] = (seen[number] ?? 0) | (1 << outcome);
            };
            return {
                observer: observerOf(mark),
                take(outcome) {
                    for (const part of reachedBy(outcome)) mark(part, 0);
                },
                close() {
                    for (const [number, bits] of seen.entries()) addTo(counts[number] ?? [], bits, name);
                },
            };
        },
        counted: () => ({ watched, counts: counts.map(outcomes => outcomes.map(({ count }) => count)) }),
        add(other) {
            watched += other.watched;
            for (const [number, outcomes] of counts.entries()) {
                for (const [index, outcome] of outcomes.entries()) outcome.count += other.counts[number]?.[index] ?? 0;
            }
        },
        figures: () => ({
            watched,
            places: places.map((place, number) => toPlace(place, counts[number] ?? [])),
            each: new Map(names.map(name => [name, shareOf(name, counts)])),
        }),
    };
}

interface Reached {
    count: number;
    readonly names: string[];
}

function observerOf(mark: (part: object, outcome: number) => void): Observer {
    const side = (order: number): number => (order < 0 ? 0 : order === 0 ? 1 : 2);
    return {
        judged(condition, value) {
            // What is not known is neither.
            if (value === true) mark(condition, 0);
            else if (value === false) mark(condition, 1);
        },
        compared: (bound, order) => mark(bound, side(order)),
        timed: (during, isTime) => mark(during, isTime ? 0 : 1),
        stepped: (step, order) => mark(step, side(order)),
        keptBack: budget => mark(budget, 0),
    };
}

function addTo(outcomes: readonly Reached[], bits: number, name: string | undefined): void {
    for (const [index, outcome] of outcomes.entries()) {
        if ((bits & (1 << index)) === 0) continue;
        outcome.count++;
        if (name !== undefined) outcome.names.push(name);
    }
}

function toPlace(place: Place, counts: readonly Reached[]): CoveragePlace & { readonly declaration: string } {
    const { kind, of, ofKind, text, span, declaration } = place;
    const outcomes = OUTCOMES[kind].flatMap((outcome, index): CoverageOutcome[] => {
        if (!place.outcomes.includes(outcome)) return [];
        const { count = 0, names = [] } = counts[index] ?? {};
        return [{ outcome, reached: count, ...(names.length === 0 ? {} : { by: names }) }];
    });
    return { kind, of, ofKind, text, file: span.file, line: span.line + 1, outcomes, declaration };
}

function shareOf(name: string, counts: readonly (readonly Reached[])[]): Pick<TestCoverage, 'reached' | 'alone'> {
    const own = counts.flat().filter(({ names }) => names.includes(name));
    return { reached: own.length, alone: own.filter(({ names }) => names.length === 1).length };
}

export type Watched = CoverageDocument['of'];
