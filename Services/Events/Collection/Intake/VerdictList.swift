import MeshCore

/// Verdicts as our own answers list them.
enum VerdictList {
    /// How many were accepted, were there already, and were not taken, and what became of each.
    static func json(_ verdicts: [Verdict]) -> JSONObject {
        var accepted: Int64 = 0
        var duplicates: Int64 = 0
        var results: [JSONValue] = []
        for verdict in verdicts {
            var result: JSONObject = ["status": .string(verdict.word)]
            result.set("reason", verdict.reason)
            if let rejection = verdict.rejection {
                result.set("field", rejection.field.isEmpty ? nil : rejection.field)
                result.set("message", rejection.message)
            }
            switch verdict {
            case .accepted(let event):
                accepted += 1
                result.set("id", event.id)
            case .duplicate(let event):
                duplicates += 1
                result.set("id", event.id)
            case .unavailable(let event): result.set("id", event.id)
            case .rejected, .dropped: break
            }
            results.append(.object(result))
        }
        let others = Int64(verdicts.count) - accepted - duplicates
        return [
            "accepted": .int(accepted), "duplicates": .int(duplicates), "refused": .int(others),
            "results": .array(results),
        ]
    }

    /// A refusal as our own answers, Segment's and the webhooks' say it.
    static func error(_ rejection: Rejection) -> JSONValue {
        ["code": .string(rejection.code.rawValue), "message": .string(rejection.message)]
    }
}
