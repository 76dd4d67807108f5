import { bracketMode } from './bracket-mode.ts';
import { bracketsToRules } from './brackets-to-rules.ts';
import { createMissing } from './create-missing.ts';
import { extractMetric } from './extract-metric.ts';
import { extractSegment } from './extract-segment.ts';
import { generateTest } from './generate-test.ts';
import { inline } from './inline.ts';
import { organizeImports } from './organize-imports.ts';
import type { Refactoring } from './refactoring.ts';
import { rulesToBrackets } from './rules-to-brackets.ts';
import { splitRule } from './split-rule.ts';

/** By the name under which the editor asks for what one of them changes. */
export const refactorings = {
    extractSegment,
    extractMetric,
    inline,
    splitRule,
    bracketMode,
    bracketsToRules,
    rulesToBrackets,
    createMissing,
    generateTest,
    organizeImports,
} as const satisfies Record<string, Refactoring>;

export type RefactoringName = keyof typeof refactorings;

export const refactoringKinds: readonly string[] = [...new Set(Object.values(refactorings).map(each => each.kind))];
