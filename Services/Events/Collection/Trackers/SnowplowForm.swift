import MeshCore

/// The answer of Snowplow's collector: an image for a query, 200 for a payload that could be read, whatever became of its
/// events. No cookie is set: a visitor is known by the tracker's own id, or by a daily hash.
struct SnowplowForm: AnswerForm {
    let isPixel: Bool

    func answer(_ verdicts: [Verdict]) -> CollectAnswer {
        if verdicts.hasUnavailable { return .unavailable }
        return isPixel ? .pixel : CollectAnswer(status: 200, json: .object(VerdictList.json(verdicts)))
    }

    func refusal(_ rejection: Rejection) -> CollectAnswer {
        CollectAnswer(status: rejection.code == .tooLarge ? 413 : 400, json: VerdictList.error(rejection))
    }
}
