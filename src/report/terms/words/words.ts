import type { Program } from '../../../model/program.ts';
import { sayCondition } from './conditions.ts';
import { sayGoods } from './goods.ts';
import { sayMetric } from './measures.ts';
import { sayAmount, sayValue } from './values.ts';
import { vocabularyOf, type Words } from './vocabulary.ts';

export function wordsOf(program: Program): Words {
    const words: Words = {
        ...vocabularyOf(program),
        value: expression => sayValue(expression, words),
        condition: condition => sayCondition(condition, words),
        goods: where => sayGoods(where, words),
        amountLike: (amount, { type }) => sayAmount(amount, type, words),
        measure: name => sayMetric(name, words),
    };
    return words;
}
