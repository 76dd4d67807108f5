import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Page } from 'playwright-core';
import { type Step, steps } from './shots.ts';
import { waitForWorkbench } from './workbench.ts';

/** Writes `01-name.png`, `02-…`, also of a step that failed: the picture says why. Resolves to whether all is well. */
export async function takeShots(page: Page, folder: string, filter: string): Promise<boolean> {
    const selected = steps.filter(step => step.name.includes(filter));
    mkdirSync(folder, { recursive: true });
    await waitForWorkbench(page);
    let failed = 0;
    for (const [index, step] of selected.entries()) {
        const file = join(folder, `${String(index + 1).padStart(2, '0')}-${step.name}.png`);
        const complaint = await complaintOf(step, page);
        await page.waitForTimeout(300); // what fades in has faded in
        await page.screenshot({ path: file });
        console.log(`${complaint === '' ? 'ok' : 'not ok'} ${step.name} → ${file}${complaint}`);
        if (complaint !== '') failed++;
    }
    console.log(`${selected.length - failed} passed, ${failed} failed`);
    return failed === 0 && selected.length > 0;
}

async function complaintOf(step: Step, page: Page): Promise<string> {
    try {
        await step.action(page);
        return '';
    } catch (error) {
        return `\n${stripVTControlCharacters(String(error)).trimEnd()}`.replace(/\n/g, '\n    ');
    }
}
