import MeshCore

/// The answer of PostHog's older endpoints: a status for the whole.
struct PostHogForm: AnswerForm {
    func answer(_ verdicts: [Verdict]) -> CollectAnswer {
        if verdicts.hasUnavailable { return .unavailable }
        if let rejection = verdicts.commonRejection, rejection.code == .unknownSite { return refusal(rejection) }
        var object: JSONObject = ["status": 1]
        for (name, value) in VerdictList.json(verdicts) { object[name] = value }
        return CollectAnswer(status: 200, json: .object(object))
    }

    func refusal(_ rejection: Rejection) -> CollectAnswer {
        let isKey = rejection.code == .unknownSite || rejection.field == "api_key"
        return CollectAnswer(
            status: isKey ? 401 : rejection.code == .tooLarge ? 413 : 400,
            json: [
                "type": .string(isKey ? "authentication_error" : "validation_error"),
                "code": .string(rejection.code.rawValue), "detail": .string(rejection.message),
                "attr": rejection.field.isEmpty ? .null : .string(rejection.field),
            ])
    }
}
