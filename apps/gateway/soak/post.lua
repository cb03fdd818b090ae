-- For wrk: posts one body with one key, and tells in JSON what came of it.
function init(args)
  wrk.method = "POST"
  wrk.headers["authorization"] = "Bearer " .. args[1]
  wrk.headers["content-type"] = "application/json"
  wrk.body = args[2]
end

function done(summary, latency, requests)
  io.write(string.format(
    '\nresult {"answers": %d, "refused": %d, "broken": %d, "microseconds": %d, "p50": %d, "p99": %d}\n',
    summary.requests, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    summary.duration, latency:percentile(50), latency:percentile(99)))
end
