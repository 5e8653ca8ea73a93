import { configureGlobal } from 'fast-check';

// The same cases in every run, so that a failure is the change's and not the day's. `FUZZ=1` looks further.
if (process.env['FUZZ'] !== '1') configureGlobal({ seed: 20_260_107 });
