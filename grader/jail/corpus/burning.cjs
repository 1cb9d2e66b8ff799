// Uses what processor time it gets.
worked('begun');
for (;;) {}
