import MeshCore

/// Plausible's answer: 202, with a field in the head for what was dropped, and here also the reason.
struct PlausibleForm: AnswerForm {
    /// The address that the event came from, when the request asked for it; nil when not.
    let debugAddress: String?

    func answer(_ verdicts: [Verdict]) -> CollectAnswer {
        if verdicts.hasUnavailable { return .unavailable }
        var answer: CollectAnswer
        if let debugAddress {
            answer = CollectAnswer(status: 200, text: debugAddress)
        } else {
            answer = CollectAnswer(status: 202, text: "ok")
        }
        let reasons = verdicts.compactMap(\.reason)
        if !reasons.isEmpty {
            answer.headers.add("x-plausible-dropped", String(reasons.count))
            if debugAddress == nil { answer.body = Array("dropped: \(reasons.joined(separator: ", "))".utf8) }
        }
        return answer
    }

    func refusal(_ rejection: Rejection) -> CollectAnswer {
        let field = rejection.field.isEmpty ? "request" : rejection.field
        return CollectAnswer(
            status: rejection.code == .tooLarge ? 413 : 400,
            json: ["errors": .object([field: .array([.string(rejection.message)])])])
    }
}
