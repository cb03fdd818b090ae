export const help = `conformance --base-url URL --key KEY --model MODEL

Checks any OpenAI-compatible gateway over HTTP, and reports what it found.

What is checked
  --base-url URL       with its version: http://127.0.0.1:4000/v1
  --key KEY            sent as Authorization: Bearer, and kept out of every report
  --model MODEL        as the gateway calls it
  --model-for A=MODEL  a model for reasoning, vision, audio, files, search or images, if MODEL can't
  --header "N: V"      sent with every request; may be given several times
  --contract WHICH     parley (the whole, the default), or openai: only what OpenAI's document asks
  --profile WHICH      core, tools, streaming, reasoning, errors, money or all (the default)
  --only ID,ID         these checks alone
  --list               name the checks, and ask nothing

With a provider that can be looked into
  --upstream [PORT]    start a simulated provider (on 4010), say how to point the gateway at it, and wait.
                       What reaches it is checked, too, and how the gateway takes its faults.
  --yes                don't wait

Reports
  --json F  --junit F  --markdown F  --html F
  --baseline F         failures that are known; one that passes now must leave the file
  --update-baseline    write it: without what passes now, or with all failures if there was none

How
  --concurrency N      checks at a time (4)
  --timeout MS         for each answer (30000)

Exit code: 0 when all that must pass does, 1 when not, 2 when the checks could not be run.
`;
