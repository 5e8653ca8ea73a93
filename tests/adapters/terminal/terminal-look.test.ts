import { describe, expect, it } from 'vitest';
import { type TerminalFacts, terminalLook } from '../../../src/adapters/terminal/terminal-look.ts';

const look = (facts: Partial<TerminalFacts>) => terminalLook({ isTTY: true, env: {}, ...facts });

describe('how a terminal is written for', () => {
  it('has colour on a terminal and none in a pipe', () => {
    expect(look({}).colour).toBe(true);
    expect(look({ isTTY: false }).colour).toBe(false);
    expect(look({ env: { TERM: 'dumb' } }).colour).toBe(false);
  });

  it('follows NO_COLOR when it is not empty, and FORCE_COLOR before it', () => {
    expect(look({ env: { NO_COLOR: '1' } }).colour).toBe(false);
    expect(look({ env: { NO_COLOR: '' } }).colour).toBe(true);
    expect(look({ isTTY: false, env: { FORCE_COLOR: '1' } }).colour).toBe(true);
    expect(look({ env: { FORCE_COLOR: '0' } }).colour).toBe(false);
    expect(look({ env: { NO_COLOR: '1', FORCE_COLOR: '1' } }).colour).toBe(true);
  });

  it('makes links only on terminals known to show them', () => {
    expect(look({}).links).toBe(false);
    expect(look({ env: { VTE_VERSION: '7600' } }).links).toBe(true);
    expect(look({ env: { VTE_VERSION: '4205' } }).links).toBe(false);
    expect(look({ env: { TERM_PROGRAM: 'vscode' } }).links).toBe(true);
    expect(look({ env: { TERM: 'xterm-kitty' } }).links).toBe(true);
    expect(look({ env: { TERM: 'xterm-kitty', CI: '1' } }).links).toBe(false);
    expect(look({ env: { FORCE_HYPERLINK: '1' } }).links).toBe(true);
    expect(look({ isTTY: false, env: { FORCE_HYPERLINK: '1' } }).links).toBe(true);
    expect(look({ env: { FORCE_HYPERLINK: '0', TERM: 'xterm-kitty' } }).links).toBe(false);
  });

  it('keeps lines readable: as wide as the terminal, but neither tiny nor endless', () => {
    expect(look({}).width).toBe(80);
    expect(look({ columns: 70 }).width).toBe(70);
    expect(look({ columns: 300 }).width).toBe(96);
    expect(look({ columns: 5 }).width).toBe(24);
    expect(look({ columns: 0 }).width).toBe(80);
    expect(look({ isTTY: false, env: { COLUMNS: '72' } }).width).toBe(72);
    expect(look({ env: { COLUMNS: 'many' } }).width).toBe(80);
  });
});
