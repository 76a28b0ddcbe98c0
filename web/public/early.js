// Runs before the first paint, so that a chosen theme or density never flashes. The keys are those of src/preferences.ts.
for (const name of ["theme", "density"]) {
  const chosen = localStorage.getItem(`watchbill.${name}`)
  if (chosen) document.documentElement.dataset[name] = chosen
}
