import type { SimulationDocument } from '../model/documents/simulation.ts';
import type { TestsDocument } from '../model/documents/tests.ts';

/*
 * What the server answers besides the Language Server Protocol. Lines and characters count from zero, as there;
 * within documents they count from one, as everywhere that people read them.
 */

export const methods = {
    runTests: 'loyalty/runTests',
    simulate: 'loyalty/simulate',
    /** To a server that was started again: what the one before had found out. */
    simulated: 'loyalty/simulated',
    /** From the server, whenever the tests of a file are others than before. */
    testsOfFile: 'loyalty/testsOfFile',
} as const;

export interface RunTestsParams {
    /** Tests of this file; without it, of all programs of the workspace. */
    readonly uri?: string;
    /** Only tests with one of these titles. */
    readonly titles?: readonly string[];
}

export interface SimulateParams {
    /** A file of the program. */
    readonly uri: string;
    /** Name of the dataset; not needed where there is only one. */
    readonly dataset?: string;
    /** Where `$/progress` is reported to. */
    readonly workDoneToken?: string | number;
    /** Set in workspaces that nobody trusts: URIs of the folders that nothing may be read outside of. */
    readonly within?: readonly string[];
}

export type RunTestsResult =
    /** `file` of a test is its URI. */
    { readonly kind: 'ran'; readonly document: TestsDocument } | Refused;

export type SimulateResult =
    | {
          readonly kind: 'simulated';
          readonly about: SimulatedProgram;
          readonly document: SimulationDocument;
          /** The same for people: a page that needs nothing else. */
          readonly html: string;
      }
    /** Which dataset is meant? */
    | { readonly kind: 'choose'; readonly datasets: readonly string[] }
    | Refused;

/** Nothing was run; the reason is one sentence. */
export interface Refused {
    readonly kind: 'refused';
    readonly reason: string;
}

export interface SimulatedProgram {
    /** URI of the file with the `program` block. */
    readonly uri: string;
    /** Of the text of all its files: another one, and the figures are those of another program. */
    readonly fingerprint: string;
}

/** With `methods.simulated`. */
export interface Simulated {
    readonly about: SimulatedProgram;
    readonly document: SimulationDocument;
}

export interface TestsOfFile {
    readonly uri: string;
    /** In the order of the text. */
    readonly tests: readonly TestPlace[];
}

export interface TestPlace {
    readonly title: string;
    readonly start: Place;
    readonly end: Place;
}

interface Place {
    readonly line: number;
    readonly character: number;
}
