import type { CliCommand } from '../command.ts';
