#!/usr/bin/env node
import module from 'node:module';

// Node 22.1 and later keep what V8 makes of the code; it must be asked before the code is loaded.
if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function')
  module.enableCompileCache();
// Errors then name the sources, not the bundle.
if (process.argv.includes('--debug')) process.setSourceMapsEnabled(true);

await import('./process.ts');
