import MeshCore

/// The answer of PostHog's newer endpoint: a result for each event by its id, of which the client sends again only those
/// that say so.
struct PostHogResultsForm: AnswerForm {
    /// The events' ids in the order of the request; nil for one that has none.
    let ids: [String?]

    func answer(_ verdicts: [Verdict]) -> CollectAnswer {
        if let rejection = verdicts.commonRejection, rejection.code == .unknownSite { return refusal(rejection) }
        var results = JSONObject()
        for (id, verdict) in zip(ids, verdicts) {
            guard let id else { continue }
            var result = JSONObject()
            switch verdict {
            case .accepted: result["result"] = "ok"
            case .duplicate:
                result["result"] = "ok"
                result["details"] = "duplicate"
            case .rejected(let rejection):
                result["result"] = "drop"
                result["details"] = .string(rejection.message)
            case .dropped(let reason):
                result["result"] = "drop"
                result["details"] = .string(reason.rawValue)
            case .unavailable: result["result"] = "retry"
            }
            results[id] = .object(result)
        }
        return CollectAnswer(status: 200, json: ["results": .object(results)])
    }

    /// This endpoint's clients send nothing again after a 429, but what is told to be sent again.
    func limited(_ verdicts: [Verdict]) -> CollectAnswer { answer(verdicts) }

    func refusal(_ rejection: Rejection) -> CollectAnswer {
        var answer = PostHogForm().refusal(rejection)
        if rejection.field == "authorization" { answer.status = 401 }
        if rejection.code == .unsupported { answer.status = 415 }
        return answer
    }
}
