// Leaves a dump of its memory behind, if anybody takes it.
worked('begun');
process.abort();
