import * as generated from './generated/grammar.ts';
import type { WrittenNode } from './library-document.ts';

/** In place of names: all tokens that are not named. No token is called so. */
export const OTHERS = '';

/**
 * What a decision of the grammar comes to, token by token, as `npm run generate` found it by asking the parser. It
 * begins with the first branch.
 */
export type Decision = readonly Branch[];
/** Outcomes with the tokens that lead to them. */
export type Branch = readonly (readonly [outcome: Outcome, tokens: string])[];
/** An alternative, whether to go on, that no text goes on so, or the branch that the next token decides in. */
export type Outcome = number | boolean | null | readonly [branch: number];

/** What is known of the grammar since it was generated, so that a process that starts need not find it again. */
export interface PreparedGrammar {
    /** In the order in which the lexer tries them. */
    readonly keywords: readonly string[];
    /** Of each rule, what its nodes are called; `null` for fragments, `''` for rules of plain text. */
    readonly types: Readonly<Record<string, string | null>>;
    /** By rule, then by Chevrotain's key of the decision within it. */
    readonly decisions: Readonly<Record<string, Readonly<Record<number, Decision>>>>;
}

/** None right after `langium generate` alone: `scripts/generate.ts` adds it to the grammar's file. */
export const prepared: PreparedGrammar | undefined =
    'prepared' in generated ? (generated.prepared as PreparedGrammar) : undefined;

/** What the library is parsed to; none right after `langium generate` alone. */
export const preparedLibrary: WrittenNode | undefined =
    'preparedLibrary' in generated ? (generated.preparedLibrary as WrittenNode) : undefined;
