import type { TokenType, TokenTypeDictionary } from 'chevrotain';
import { GrammarAST, GrammarUtils, type LangiumParser } from 'langium';

type Rule = ReturnType<LangiumParser['getRule']>;

/** Reads what an element of the grammar stands for. */
export type Method = () => void;

/** What Chevrotain calls the kinds of decisions: eight bits below are the occurrence within the rule. */
const KEYS = { or: 1 << 8, option: 2 << 8, many: 3 << 8, some: 4 << 8 } as const;

/** What a rule is read with. */
export interface Reading {
    readonly parser: Pick<LangiumParser, 'subrule' | 'action' | 'getRule'>;
    readonly tokens: TokenTypeDictionary;
    readonly word: (type: TokenType, element: GrammarAST.AbstractElement) => Method;
    /** What a decision of the rule comes to, at the place that has been reached. */
    readonly decide: (key: number) => () => unknown;
    /** How many words have been read. */
    readonly position: () => number;
    /** The text is not what the grammar says, or the grammar says what is not known here. */
    readonly giveUp: () => never;
}

/**
 * A rule as functions that call each other. Langium has Chevrotain call them, which makes a list of functions for each
 * choice, and keeps books for what it says of mistakes: a text that has one is not read by this.
 */
export function directRule(rule: GrammarAST.ParserRule, reading: Reading): Method {
    return new DirectRule(reading).element(rule.definition);
}

class DirectRule {
    private readonly reading: Reading;
    /** Decisions are counted as Langium counts them. */
    private readonly counts = { or: 0, option: 0, many: 0 };

    constructor(reading: Reading) {
        this.reading = reading;
    }

    element(element: GrammarAST.AbstractElement): Method {
        if (GrammarAST.isGroup(element) && element.guardCondition) return this.reading.giveUp();
        return this.repeated(this.once(element), element.cardinality);
    }

    private once(element: GrammarAST.AbstractElement): Method {
        const { parser, tokens, giveUp } = this.reading;
        if (GrammarAST.isKeyword(element)) return this.word(tokens[element.value], element);
        if (GrammarAST.isAssignment(element)) return this.element(element.terminal);
        if (GrammarAST.isCrossReference(element)) return this.reference(element);
        if (GrammarAST.isRuleCall(element)) return this.call(element, element);
        if (GrammarAST.isAlternatives(element)) return this.choice(element.elements);
        if (GrammarAST.isGroup(element)) return sequence(element.elements.map(each => this.element(each)));
        if (!GrammarAST.isAction(element)) return giveUp();
        const type = GrammarUtils.getActionType(element) ?? giveUp();
        return () => parser.action(type, element);
    }

    private word(type: TokenType | undefined, element: GrammarAST.AbstractElement): Method {
        return type === undefined ? this.reading.giveUp() : this.reading.word(type, element);
    }

    private reference(element: GrammarAST.CrossReference): Method {
        const { terminal } = element;
        if (GrammarAST.isKeyword(terminal)) return this.word(this.reading.tokens[terminal.value], element);
        return GrammarAST.isRuleCall(terminal) ? this.call(terminal, element) : this.reading.giveUp();
    }

    private call(call: GrammarAST.RuleCall, element: GrammarAST.AbstractElement): Method {
        const { parser, tokens, giveUp } = this.reading;
        const rule = call.rule.ref;
        if (GrammarAST.isTerminalRule(rule)) return this.word(tokens[rule.name], element);
        if (!GrammarAST.isParserRule(rule) || call.arguments.length > 0) return giveUp();
        let called: Rule;
        return () => {
            called ??= parser.getRule(rule.name) ?? giveUp();
            parser.subrule(0, called, rule.fragment, element, {});
        };
    }

    private choice(elements: readonly GrammarAST.AbstractElement[]): Method {
        const choices = elements.map(each => this.element(each));
        const [only, other] = choices;
        if (only && !other) return only;
        const { decide, giveUp } = this.reading;
        const chosen = decide(KEYS.or | ++this.counts.or);
        return () => {
            const choice = choices[chosen() as number] ?? giveUp(); // of a choice, its index
            choice();
        };
    }

    private repeated(method: Method, cardinality: GrammarAST.AbstractElement['cardinality']): Method {
        const { decide } = this.reading;
        if (cardinality === undefined) return method;
        if (cardinality !== '?') return this.repetition(method, cardinality);
        const goesOn = decide(KEYS.option | ++this.counts.option);
        return () => {
            if (goesOn() === true) method();
        };
    }

    /** Ends where nothing is read any more, as Chevrotain's does. */
    private repetition(method: Method, cardinality: '*' | '+'): Method {
        const { decide, position, giveUp } = this.reading;
        const goesOn = decide((cardinality === '*' ? KEYS.many : KEYS.some) | ++this.counts.many);
        return () => {
            if (cardinality === '+' && goesOn() !== true) giveUp();
            for (let before = Number.NaN; goesOn() === true && position() !== before; ) {
                before = position();
                method();
            }
        };
    }
}

function sequence(methods: readonly Method[]): Method {
    return () => {
        for (const method of methods) method();
    };
}
