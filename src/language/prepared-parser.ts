import type { IToken, TokenType, TokenTypeDictionary } from 'chevrotain';
import {
    type AstNode,
    createParser,
    DatatypeSymbol,
    type Grammar,
    GrammarAST,
    type LangiumCoreServices,
    LangiumParser,
    type ParseResult,
    type ParserOptions,
} from 'langium';
import { directRule } from './direct-rules.ts';
import { directWord, type WordReader } from './direct-words.ts';
import { LazyLookahead } from './lazy-lookahead.ts';
import {
    type Branch,
    type Decision,
    OTHERS,
    type Outcome,
    type PreparedGrammar,
    prepared,
} from './prepared-grammar.ts';

/** The parts of Chevrotain's parser that are no public interface, and that this file relies on. */
export interface Recognizer {
    tokensMap: Readonly<Record<string, TokenType>>;
    fullRuleNameToShort: Readonly<Record<string, number>>;
    selfAnalysisDone: boolean;
    /** So far it looks ahead for what to say of a mistake. */
    maxLookahead: number;
    /** How many words have been read, less one. */
    currIdx: number;
    LA(ahead: number): IToken;
    tokenMatcher(token: IToken, type: TokenType): boolean;
    consumeToken(): void;
    setLaFuncCache(rule: number, key: number, decide: undefined): void;
    SAVE_ERROR?: () => never;
    wrapSubrule?: (index: number, rule: { readonly originalGrammarAction: Implementation }, args: Args) => unknown;
}

type Decisions = NonNullable<PreparedGrammar['decisions'][string]>;
/** With which Langium makes its rules' names, so that they are no names of methods. */
const RULE_SUFFIX = '\u200B';

type Args = Record<string, boolean>;
type Implementation = (args: Args) => unknown;

/** Thrown, and caught, within this file. */
const NOT_PREPARED = new Error('the prepared decisions do not suffice');

/**
 * Langium's parser, which need not analyse its grammar before it reads a text: that takes half as long as all else
 * that `loyalty check` does to a small file. The decisions are known since the grammar was generated. For a text with
 * an error, and for one that looks further ahead than was prepared, the grammar is analysed after all.
 */
export class PreparedParser extends LangiumParser {
    /** Whether the grammar had to be analysed after all. */
    isAnalysed = false;
    /** Whether rules call each other themselves. */
    private isDirect = false;

    constructor(services: LangiumCoreServices) {
        super(services);
        // Messages tell of the next word; to look for three took up to a second for one mistake.
        this.recognizer().maxLookahead = 1;
        const tokens = services.parser.Lexer.definition;
        if (prepared === undefined) {
            createParser(services.Grammar, this, tokens);
            this.analyse();
        } else {
            this.defineRules(services.Grammar, tokens, prepared);
            prepare(this.recognizer());
        }
    }

    /** Each rule is made when it is first called: ours, and Langium's when the grammar must be analysed. */
    private defineRules(grammar: Grammar, tokens: TokenTypeDictionary, { types, decisions }: PreparedGrammar): void {
        const typeOf = ({ name }: { readonly name: string }) =>
            types[name] === '' ? DatatypeSymbol : (types[name] ?? undefined);
        Reflect.set(this, 'computeRuleType', typeOf);
        for (const rule of grammar.rules) {
            if (!GrammarAST.isParserRule(rule)) continue;
            let direct: Implementation | undefined;
            let made: Implementation | undefined;
            this.rule(rule, args => {
                if (this.isDirect) {
                    direct ??= this.direct(rule, tokens, decisions[rule.name + RULE_SUFFIX]);
                    return direct(args);
                }
                made ??= this.make(rule, tokens);
                return made(args);
            });
        }
        this.isDirect = true;
    }

    private direct(rule: GrammarAST.ParserRule, tokens: TokenTypeDictionary, decisions: Decisions = {}) {
        const recognizer = this.recognizer();
        const decide = (key: number) => preparedDecision(decisions[key] ?? giveUp(), recognizer);
        const reader = this as unknown as WordReader;
        const word = (type: TokenType, element: GrammarAST.AbstractElement) =>
            directWord(() => take(recognizer, type), element, reader);
        return directRule(rule, { parser: this, tokens, word, decide, position: () => recognizer.currIdx, giveUp });
    }

    private make(rule: GrammarAST.ParserRule, tokens: TokenTypeDictionary): Implementation {
        let made: Implementation | undefined;
        const capture = (_rule: unknown, implementation: Implementation) => {
            made = implementation;
        };
        Object.defineProperty(this, 'rule', { value: capture, configurable: true });
        try {
            // Without an entry, all rules that are given are made.
            createParser(
                { rules: [Object.create(rule, { entry: { value: false } })] } as unknown as Grammar,
                this,
                tokens,
            );
        } finally {
            Reflect.deleteProperty(this, 'rule');
        }
        if (made === undefined) throw new Error(`no parser was made for the rule '${rule.name}'`);
        return made;
    }

    override parse<T extends AstNode = AstNode>(input: string, options?: ParserOptions): ParseResult<T> {
        if (!this.isAnalysed) {
            try {
                return super.parse<T>(input, options);
            } catch {
                this.analyse();
            }
        }
        return super.parse<T>(input, options);
    }

    /** As Langium does it for every parser at once. */
    analyse(): void {
        if (this.isAnalysed) return;
        const recognizer = this.recognizer();
        unprepare(recognizer);
        this.isDirect = false;
        this.finalize();
        this.isAnalysed = true;
        // What an attempt has left behind.
        Reflect.set(this, 'stack', []);
        this.unorderedGroups.clear();
    }

    /** Not declared by Langium, but the same class in all its parsers. */
    recognizer(): Recognizer {
        return this.wrapper as unknown as Recognizer;
    }
}

/** Services for a parser that prepares a decision when it first comes to it. */
export function withLazyLookahead(services: LangiumCoreServices): LangiumCoreServices {
    const config = { ...services.parser.ParserConfig, lookaheadStrategy: new LazyLookahead() };
    const parser = Object.create(services.parser, { ParserConfig: { value: config } });
    return Object.create(services, { parser: { value: parser } });
}

function prepare(recognizer: Recognizer): void {
    // A rule's list is looked up before the rule is made, and filled while it is.
    for (const rule of Object.values(recognizer.fullRuleNameToShort)) recognizer.setLaFuncCache(rule, 0, undefined);
    recognizer.selfAnalysisDone = true;
    recognizer.SAVE_ERROR = giveUp;
    recognizer.wrapSubrule = (_index, rule, args) => rule.originalGrammarAction(args);
}

function unprepare(recognizer: Recognizer): void {
    recognizer.selfAnalysisDone = false;
    delete recognizer.SAVE_ERROR;
    delete recognizer.wrapSubrule;
}

function take(recognizer: Recognizer, type: TokenType): IToken {
    const token = recognizer.LA(1);
    if (!recognizer.tokenMatcher(token, type)) giveUp();
    recognizer.consumeToken();
    return token;
}

function giveUp(): never {
    throw NOT_PREPARED;
}

function preparedDecision(decision: Decision, recognizer: Recognizer): () => unknown {
    const tables: (Table | undefined)[] = [];
    return () => {
        let branch = 0;
        for (let ahead = 1; ; ahead++) {
            tables[branch] ??= tableOf(decision[branch] ?? [], recognizer.tokensMap);
            const outcome = outcomeIn(tables[branch], recognizer.LA(ahead).tokenTypeIdx);
            if (outcome === null) giveUp();
            if (typeof outcome !== 'object') return outcome;
            [branch] = outcome;
        }
    };
}

interface Table {
    /** By the index of the type of token. */
    readonly named: ReadonlyMap<number, Outcome>;
    readonly otherwise: Outcome;
}

function outcomeIn(table: Table | undefined, type: number): Outcome {
    const named = table?.named.get(type);
    return named === undefined ? (table?.otherwise ?? null) : named;
}

function tableOf(branch: Branch, tokens: Recognizer['tokensMap']): Table {
    const named = new Map<number, Outcome>();
    let otherwise: Outcome = null;
    for (const [outcome, names] of branch) {
        if (names === OTHERS) otherwise = outcome;
        else for (const name of names.split(' ')) named.set(tokens[name]?.tokenTypeIdx ?? -1, outcome);
    }
    return { named, otherwise };
}
