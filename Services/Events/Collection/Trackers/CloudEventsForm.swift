import MeshCore

/// The answer to CloudEvents (Web Hooks for Event Delivery 1.0, section 2.2).
struct CloudEventsForm: AnswerForm {
    let isBatch: Bool

    func answer(_ verdicts: [Verdict]) -> CollectAnswer {
        if verdicts.hasUnavailable { return .unavailable }
        if !isBatch, let rejection = verdicts.commonRejection { return refusal(rejection) }
        return CollectAnswer(status: 200, json: .object(VerdictList.json(verdicts)))
    }

    func refusal(_ rejection: Rejection) -> CollectAnswer {
        let status =
            switch rejection.code {
            case .unsupported where rejection.field == "content-type": 415
            case .tooLarge: 413
            case .unknownSite, .wrongSecret: 403
            case .malformed, .missingField, .invalidField, .tooMany, .tooOld, .unsupported, .schema: 400
            }
        return CollectAnswer(status: status, json: VerdictList.error(rejection))
    }
}
