import MeshCore

/// Matomo's answer: an image, nothing for who wants none, or counts for a list.
struct MatomoForm: AnswerForm {
    let isBulk: Bool
    let sendsImage: Bool

    func answer(_ verdicts: [Verdict]) -> CollectAnswer {
        if verdicts.hasUnavailable { return .unavailable }
        if isBulk {
            let invalid = verdicts.indices.filter { verdicts[$0].rejection != nil }
            return CollectAnswer(
                status: 200,
                json: [
                    "status": "success", "tracked": .int(Int64(verdicts.count - invalid.count)),
                    "invalid": .int(Int64(invalid.count)),
                    "invalid_indices": .array(invalid.map { .int(Int64($0)) }),
                ])
        }
        if let rejection = verdicts.commonRejection { return refusal(rejection) }
        return sendsImage ? .pixel : CollectAnswer(status: 204)
    }

    func refusal(_ rejection: Rejection) -> CollectAnswer {
        CollectAnswer(
            status: rejection.code == .tooLarge ? 413 : 400,
            json: ["status": "error", "message": .string(rejection.message)])
    }
}
