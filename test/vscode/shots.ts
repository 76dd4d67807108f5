import type { Page } from 'playwright-core';
import {
    goToText,
    hoverText,
    openFile,
    openProblems,
    runCommand,
    waitForHighlighting,
    webviewContent,
} from './workbench.ts';

/** One picture: what to do since the last one, then `NN-name.png` is taken. */
export type Step = { readonly name: string; readonly action: (page: Page) => Promise<void> };

export const steps: readonly Step[] = [
    {
        name: 'file',
        action: async page => {
            await openFile(page, 'coffee.loyalty');
            await waitForHighlighting(page);
            await waitForServer(page);
        },
    },
    {
        name: 'rules',
        action: async page => {
            await goToText(page, 'earn HappyHour');
            await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
        },
    },
    { name: 'hover', action: page => hoverText(page, 'Star per 1 EUR') },
    {
        name: 'completion',
        action: async page => {
            await page.keyboard.press('Escape');
            await goToText(page, 'Status is Silver and');
            for (let step = 0; step < 'Status is '.length; step++) await page.keyboard.press('ArrowRight');
            await page.keyboard.press('Control+Space');
            await page.locator('.suggest-widget.visible .monaco-list-row').first().waitFor();
        },
    },
    {
        name: 'clauses',
        action: async page => {
            await page.keyboard.press('Escape');
            await goToText(page, 'limit  500 Star');
            await clickLine(page, 'limit  500 Star');
            await page.keyboard.press('End');
            await page.keyboard.press('Enter');
            await page.keyboard.press('Control+Space');
            await page.locator('.suggest-widget.visible .monaco-list-row').first().waitFor();
        },
    },
    {
        name: 'problems',
        action: async page => {
            await page.keyboard.press('Escape');
            await page.keyboard.type('give 5 Sta');
            await page.locator('.squiggly-error').first().waitFor();
            await page.keyboard.press('Escape');
            await openProblems(page);
        },
    },
    {
        name: 'fix',
        action: async page => {
            await runCommand(page, 'View: Hide Panel');
            await clickLine(page, 'give 5 Sta');
            await page.keyboard.press('End');
            await page.keyboard.press('Control+.');
            await page.locator('.action-widget').waitFor();
        },
    },
    {
        name: 'tests',
        action: async page => {
            await page.keyboard.press('Enter'); // the misspelled line is mended
            await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
            await openFile(page, 'program.loyalty');
            await runCommand(page, 'Loyalty: Run All Tests');
            await page.locator('.testing-run-glyph').first().waitFor();
            await runCommand(page, 'Testing: Focus on Test Explorer View');
            await page.locator('.test-explorer .monaco-list-row', { hasText: 'program.loyalty' }).click();
            await page.locator('.test-explorer .monaco-list-row', { hasText: 'this one fails' }).waitFor();
            await clickLine(page, 'this one fails');
            await waitForServer(page);
        },
    },
    {
        name: 'report',
        action: async page => {
            await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
            await openFile(page, 'coffee.loyalty');
            await runCommand(page, 'Loyalty: Simulate');
            await webviewContent(page).locator('h1').waitFor({ timeout: 60_000 });
        },
    },
    {
        name: 'charts',
        action: async page => {
            await webviewContent(page).locator('figure').nth(1).scrollIntoViewIfNeeded();
            await webviewContent(page).locator('h1').click(); // its own buttons appear in the title
            await webviewContent(page).locator('figure').nth(1).scrollIntoViewIfNeeded();
        },
    },
    {
        name: 'simulated',
        action: async page => {
            await runCommand(page, 'View: Focus First Editor Group');
            await openFile(page, 'coffee.loyalty');
            await goToText(page, 'earn StatusBonus');
            await hoverText(page, 'Base');
        },
    },
    {
        name: 'hierarchy',
        action: async page => {
            await page.keyboard.press('Escape');
            await goToText(page, 'points Star');
            for (let step = 0; step < 'points '.length; step++) await page.keyboard.press('ArrowRight');
            await page.keyboard.press('Shift+Alt+H');
            await page.locator('.sidebar .monaco-list-row', { hasText: 'StampCard' }).first().waitFor();
        },
    },
    {
        name: 'signature',
        action: async page => {
            await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
            await goToText(page, 'give 200 Star');
            await page.keyboard.press('End');
            await page.keyboard.press('ArrowLeft');
            await page.keyboard.type('limit 1 time ');
            await page.keyboard.press('Control+Shift+Space');
            await page.locator('.parameter-hints-widget.visible').waitFor();
        },
    },
    {
        name: 'import',
        action: async page => {
            await page.keyboard.press('Escape');
            await runCommand(page, 'File: Revert File');
            await openFile(page, 'rules.loyalty');
            await waitForHighlighting(page);
            await clickLine(page, 'import "program.loyalty"');
            await page.keyboard.press('Control+Shift+K');
            await clickLine(page, 'give 1 Star');
            await page.keyboard.press('End');
            await page.keyboard.press('Enter');
            await page.keyboard.type('give 2 St');
            await page.keyboard.press('Control+Space');
            await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'Star' }).first().waitFor();
        },
    },
    {
        name: 'dark',
        action: async page => {
            await page.keyboard.press('Escape');
            await runCommand(page, 'File: Revert File');
            await runCommand(page, 'View: Focus First Editor Group');
            await runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
            await openFile(page, 'coffee.loyalty');
            await goToText(page, 'tiers Status');
        },
    },
    {
        name: 'markdown',
        action: async page => {
            await openFile(page, 'README.md');
            await waitForHighlighting(page);
        },
    },
];

/** Puts the cursor where somebody clicks. */
function clickLine(page: Page, text: string): Promise<void> {
    return page
        .locator('.editor-instance .view-line', { hasText: nonBreaking(text) })
        .first()
        .click();
}

/** Editors show blanks as non-breaking ones. */
function nonBreaking(text: string): RegExp {
    return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s'));
}

/** The language server has coloured names: points look like a type. */
async function waitForServer(page: Page): Promise<void> {
    await page.locator('.codelens-decoration a').first().waitFor();
}
