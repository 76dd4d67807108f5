import type { TokenType } from 'chevrotain';
import { type Grammar, GrammarAST } from 'langium';
import {
    type Branch,
    type Decision,
    OTHERS,
    type Outcome,
    type PreparedGrammar,
} from '../src/language/prepared-grammar.ts';
import type { PreparedParser, Recognizer } from '../src/language/prepared-parser.ts';
import { createLoyaltyServices } from '../src/language/services.ts';

/*
 * Asks a parser that has analysed its grammar what each decision comes to for each token, so that a parser that starts
 * need not analyse it; with it, what else Langium finds out about the grammar each time. See
 * src/language/prepared-parser.ts.
 */

/** States of one decision; what is not decided in them is left to the analysis. Decisions that nest have no end. */
const MOST_STATES = 40;

/** Kinds of decisions, in the order of Chevrotain's keys: eight bits are the occurrence, the kind is above them. */
const KINDS = [undefined, 'Alternation', 'Option', 'Repetition', 'RepetitionMandatory'];

interface Analysed extends Recognizer {
    readonly lookAheadFuncsCache: readonly (readonly (Decide | undefined)[])[];
    readonly lookaheadStrategy: {
        readonly atn: { readonly decisionMap: Readonly<Record<string, { readonly decision: number }>> };
        readonly dfas: readonly ((predicates: string) => { readonly start?: State })[];
    };
}

type Decide = (this: unknown) => unknown;

/** Of the automaton that a decision builds as it is asked, where one token does not suffice. */
interface State {
    readonly edges: Readonly<Record<number, State | undefined>>;
}

/** From a grammar that is not prepared yet. */
export function prepareGrammar(): PreparedGrammar {
    const { loyalty } = createLoyaltyServices();
    const parser = loyalty.parser.LangiumParser as PreparedParser;
    const terminals = new Set(loyalty.Grammar.rules.filter(GrammarAST.isTerminalRule).map(({ name }) => name));
    return {
        keywords: Object.keys(loyalty.parser.Lexer.definition).filter(name => !terminals.has(name)),
        types: typesOf(parser, loyalty.Grammar),
        decisions: decisionsOf(parser.recognizer() as Analysed),
    };
}

function typesOf(parser: PreparedParser, grammar: Grammar): PreparedGrammar['types'] {
    // Langium declares it private: it is asked here so that it need not be asked each time.
    const { computeRuleType } = parser as unknown as {
        computeRuleType: (rule: GrammarAST.ParserRule) => string | symbol | undefined;
    };
    const rules = grammar.rules.filter(GrammarAST.isParserRule);
    return Object.fromEntries(
        rules.map(rule => {
            const type = computeRuleType.call(parser, rule);
            return [rule.name, typeof type === 'symbol' ? '' : (type ?? null)];
        }),
    );
}

function decisionsOf(recognizer: Analysed): PreparedGrammar['decisions'] {
    const types = Object.values(recognizer.tokensMap).filter(each => each.name !== 'WORD' && each.GROUP === undefined);
    const decisions: Record<string, Record<number, Decision>> = {};
    for (const [rule, index] of Object.entries(recognizer.fullRuleNameToShort)) {
        const keys: Record<number, Decision> = {};
        recognizer.lookAheadFuncsCache[index]?.forEach((decide, key) => {
            if (decide) keys[key] = decisionOf(decide, types, () => automaton(recognizer, rule, key)?.start);
        });
        decisions[rule] = keys;
    }
    return decisions;
}

function automaton({ lookaheadStrategy }: Analysed, rule: string, key: number) {
    const decision = lookaheadStrategy.atn.decisionMap[`${rule}_${KINDS[key >> 8]}_${key & 255}`];
    return decision && lookaheadStrategy.dfas[decision.decision]?.('');
}

/** A place to go on from: the tokens that lead there, and the state of the automaton where there is one. */
interface Place {
    readonly before: readonly TokenType[];
    readonly state: () => State | undefined;
}

function decisionOf(decide: Decide, types: readonly TokenType[], start: () => State | undefined): Decision {
    const places: Place[] = [{ before: [], state: start }];
    const known = new Map<State, number>();
    const goOn = (before: readonly TokenType[], state: State | undefined): Outcome => {
        if (state === undefined) return null;
        const index = known.get(state) ?? (places.length < MOST_STATES ? places.length : undefined);
        if (index === undefined) return null;
        if (index === places.length) places.push({ before, state: () => state });
        known.set(state, index);
        return [index];
    };
    const branches: Branch[] = [];
    // Places are added on the way.
    for (const place of places) branches.push(branchOf(decide, place, types, goOn));
    return branches;
}

function branchOf(
    decide: Decide,
    { before, state }: Place,
    types: readonly TokenType[],
    goOn: (before: readonly TokenType[], state: State | undefined) => Outcome,
): Branch {
    const groups = new Map<string, { readonly outcome: Outcome; readonly names: string[] }>();
    for (const type of types) {
        const path = [...before, type];
        const result = ask(decide, path);
        const outcome = result === MORE ? goOn(path, state()?.edges[type.tokenTypeIdx ?? -1]) : (result as Outcome);
        const key = JSON.stringify(outcome);
        const group = groups.get(key) ?? { outcome, names: [] };
        group.names.push(type.name);
        groups.set(key, group);
    }
    const sorted = [...groups.values()].toSorted((one, other) => other.names.length - one.names.length);
    return sorted.map(({ outcome, names }, index) => [outcome, index === 0 ? OTHERS : names.join(' ')]);
}

const MORE = Symbol('more tokens are asked for');

/** A report of an ambiguity looks at what it is called; a decision looks at what it is. */
const BEYOND = {
    tokenType: { name: 'any' },
    get tokenTypeIdx(): number {
        throw MORE;
    },
};

/** `null` where no text goes on so. */
function ask(decide: Decide, path: readonly TokenType[]): unknown {
    const token = (ahead: number) => {
        const tokenType = path[ahead - 1];
        return tokenType === undefined ? BEYOND : { tokenType, tokenTypeIdx: tokenType.tokenTypeIdx };
    };
    try {
        return decide.call({ LA: token, LA_FAST: token }) ?? null;
    } catch (error) {
        if (error === MORE) return MORE;
        throw error;
    }
}
