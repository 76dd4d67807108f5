import { bracketMode } from './bracket-mode.ts';
import { createMissing } from './create-missing.ts';
import { extractMetric } from './extract-metric.ts';
import { extractSegment } from './extract-segment.ts';
import { generateTest } from './generate-test.ts';
import { inline } from './inline.ts';
import { organizeImports } from './organize-imports.ts';
import type { Refactoring } from './refactoring.ts';
import { splitRule } from './split-rule.ts';

/** By the name under which the editor asks for what one of them changes. */
export const refactorings = {
    extractSegment,
    extractMetric,
    inline,
    splitRule,
    bracketMode,
    createMissing,
    generateTest,
    organizeImports,
} as const satisfies Record<string, Refactoring>;

export type RefactoringName = keyof typeof refactorings;

export const refactoringKinds: readonly string[] = [...new Set(Object.values(refactorings).map(each => each.kind))];
