import { createCompletionParser, type LangiumCompletionParser } from 'langium';
import type { Recognizer } from '../../language/prepared-parser.ts';
import type { LoyaltyServerServices } from '../services.ts';

/** A parser of what is half typed, made when somebody asks what can follow: making it takes as long as all else of the start. */
export function lateCompletionParser(services: LoyaltyServerServices): LangiumCompletionParser {
    let made: LangiumCompletionParser | undefined;
    const parse: LangiumCompletionParser['parse'] = text => {
        made ??= parserOf(services);
        return made.parse(text);
    };
    return { parse } as LangiumCompletionParser; // nothing else of it is asked for
}

/** Nobody reads what it would say of mistakes, which it would look far ahead for. */
function parserOf(services: LoyaltyServerServices): LangiumCompletionParser {
    const parser = createCompletionParser(services);
    const recognizer: Recognizer = Reflect.get(parser, 'wrapper');
    recognizer.maxLookahead = 1;
    return parser;
}
