// What is none of its business. `facts.files`: names and paths of things that exist outside.
for (const [what, path] of Object.entries(facts.files)) attempt(what, () => fs.readFileSync(path));
for (const [what, path] of Object.entries(facts.folders)) {
  attempt(what, () => {
    const names = fs.readdirSync(path);
    if (names.length === 0) throw new Error('empty');
    return names;
  });
}
if (process.ppid === 1) {
  // Everything there is.
  worked(
    'all files',
    JSON.stringify(
      fs
        .readdirSync('/', { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => `${entry.parentPath}/${entry.name}`.replace('//', '/')),
    ),
  );
}
