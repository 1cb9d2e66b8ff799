// Plays dead: no processor time, no word, and no end.
worked('begun');
process.kill(process.pid, 'SIGSTOP');
worked('gone on');
