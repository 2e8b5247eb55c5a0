import MeshCore

extension MapRunProgress {
    /// The progress as the store keeps it.
    var json: JSONValue {
        var object: JSONObject = [
            "maxConcurrency": .int(maxConcurrency), "redriveCount": .int(redriveCount), "total": Self.value(total),
            "running": Self.value(running), "succeeded": Self.value(succeeded), "failed": Self.value(failed),
            "timedOut": Self.value(timedOut), "aborted": Self.value(aborted),
        ]
        object["toleratedCount"] = toleratedCount.map(JSONValue.int)
        object["toleratedPercentage"] = toleratedPercentage.map(JSONValue.double)
        return .object(object)
    }

    /// - Throws: ``OrchestratorError/damagedRow(_:)``.
    init(json: JSONValue) throws {
        guard let maxConcurrency = json["maxConcurrency"]?.intValue else {
            throw OrchestratorError.damagedRow("progress of a map run")
        }
        self.init(
            maxConcurrency: maxConcurrency, toleratedCount: json["toleratedCount"]?.intValue,
            toleratedPercentage: json["toleratedPercentage"]?.doubleValue,
            redriveCount: json["redriveCount"]?.intValue ?? 0, total: Self.tally(json["total"]),
            running: Self.tally(json["running"]), succeeded: Self.tally(json["succeeded"]),
            failed: Self.tally(json["failed"]), timedOut: Self.tally(json["timedOut"]),
            aborted: Self.tally(json["aborted"]))
    }

    private static func value(_ tally: Tally) -> JSONValue {
        [.int(tally.executions), .int(tally.items)]
    }

    private static func tally(_ json: JSONValue?) -> Tally {
        Tally(executions: json?[0]?.intValue ?? 0, items: json?[1]?.intValue ?? 0)
    }
}
