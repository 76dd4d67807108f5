import { Rational } from '../../base/rational.ts';
import type { CoverageDocument, CoveragePlace, CoverageShare, TestCoverage } from '../../model/documents/coverage.ts';
import type { Program } from '../../model/program.ts';
import { changesBetween } from '../compare/difference/changes.ts';
import type { CoverageFigures, Watched } from './coverage.ts';

/** One program with what was reached of it. */
export interface Covered {
    readonly program: Program;
    readonly figures: CoverageFigures;
    /** Of its tests. */
    readonly tests?: readonly Pick<TestCoverage, 'name' | 'file' | 'line'>[];
    /** Only what is other than in this version of it; `undefined` in it: the program is new as a whole. */
    readonly since?: { readonly program: Program | undefined };
}

export interface CoverageTerms {
    readonly of: Watched;
    /** As it was named. */
    readonly changedSince?: string | undefined;
    /** The least share of outcomes. */
    readonly minimum?: Rational | undefined;
}

export function coverageDocument(covered: readonly Covered[], terms: CoverageTerms): CoverageDocument {
    const { of, changedSince, minimum } = terms;
    const places = covered.flatMap(each => chosenPlaces(each));
    const summary = summaryOf(places);
    const tests = covered.flatMap(testsOf);
    return {
        schema: 'loyalty/coverage/1',
        of,
        watched: covered.reduce((sum, { figures }) => sum + figures.watched, 0),
        programs: covered.map(({ program: { name, title, span } }) => ({ name, title, file: span.file })),
        ...(changedSince === undefined ? {} : { changedSince }),
        places,
        ...(of === 'tests' ? { tests } : {}),
        summary,
        ...(minimum === undefined ? {} : { minimum: judged(minimum, summary.all) }),
    };
}

function chosenPlaces({ program, figures, since }: Covered): CoveragePlace[] {
    const changed = since?.program === undefined ? undefined : changedIn(since.program, program);
    return figures.places
        .filter(({ declaration }) => changed === undefined || changed.has(declaration))
        .map(({ declaration: _, ...place }) => place);
}

/** Declarations that are new, or mean something else. */
function changedIn(before: Program, after: Program): ReadonlySet<string> {
    const changes = changesBetween(before, after);
    return new Set(changes.flatMap(({ list, name, kind }) => (kind === 'removed' ? [] : [`${list} ${name}`])));
}

function testsOf({ figures, tests = [] }: Covered): TestCoverage[] {
    return tests.map(test => ({ ...test, ...(figures.each.get(test.name) ?? { reached: 0, alone: 0 }) }));
}

function summaryOf(places: readonly CoveragePlace[]): CoverageDocument['summary'] {
    const having = (kind: CoveragePlace['kind']): CoverageShare => shareIn(places.filter(place => place.kind === kind));
    return {
        rules: having('rule'),
        branches: having('branch'),
        boundaries: having('boundary'),
        all: shareIn(places),
    };
}

function shareIn(places: readonly CoveragePlace[]): CoverageShare {
    const outcomes = places.flatMap(place => place.outcomes);
    const reached = outcomes.filter(outcome => outcome.reached > 0).length;
    return { reached, all: outcomes.length, share: ratio(reached, outcomes.length).toFixed(4) };
}

const ratio = (reached: number, all: number): Rational => (all === 0 ? Rational.ONE : Rational.of(reached, all));

/** Compared exactly, not as it is shown. */
function judged(minimum: Rational, { reached, all }: CoverageShare): NonNullable<CoverageDocument['minimum']> {
    return { share: minimum.toString(), status: ratio(reached, all).ge(minimum) ? 'met' : 'missed' };
}
