import MeshCore

/// Segment's answer: 200 for everything that need not be sent again, as its clients repeat all else of a batch; what
/// became of each message stands beside it.
struct SegmentForm: AnswerForm {
    func answer(_ verdicts: [Verdict]) -> CollectAnswer {
        if verdicts.hasUnavailable { return .unavailable }
        if let rejection = verdicts.commonRejection, rejection.code == .unknownSite { return refusal(rejection) }
        var object: JSONObject = ["success": true]
        for (name, value) in VerdictList.json(verdicts) { object[name] = value }
        return CollectAnswer(status: 200, json: .object(object))
    }

    func refusal(_ rejection: Rejection) -> CollectAnswer {
        let status =
            switch rejection.code {
            case .unknownSite, .wrongSecret: 401
            case .tooLarge, .tooMany: 413
            case .malformed, .missingField, .invalidField, .tooOld, .unsupported, .schema:
                rejection.field == "writeKey" ? 401 : 400
            }
        return CollectAnswer(status: status, json: VerdictList.error(rejection))
    }
}
