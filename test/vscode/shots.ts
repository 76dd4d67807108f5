import type { Page } from 'playwright-core';
import { hoverText, openFile, openProblems, waitForHighlighting } from './workbench.ts';

/** One picture: what to do since the last one, then `NN-name.png` is taken. */
export type Step = { readonly name: string; readonly action: (page: Page) => Promise<void> };

export const steps: readonly Step[] = [
    {
        name: 'file',
        action: async page => {
            await openFile(page, 'coffee.loyalty');
            await waitForHighlighting(page);
        },
    },
    { name: 'hover', action: page => hoverText(page, 'BeanRewards') },
    {
        name: 'problems',
        action: async page => {
            await page.keyboard.press('Escape');
            await openProblems(page);
        },
    },
];
