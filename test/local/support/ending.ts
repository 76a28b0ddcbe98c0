// Says what it was given, then ends as told: with a status, or by a signal.
const [how = "0", ...rest] = process.argv.slice(2)
process.stdout.write(`${process.versions.node.split(".")[0]} ${rest.join("|")}\n`)
if (how.startsWith("SIG")) process.kill(process.pid, how)
else process.exitCode = Number(how)
