import MeshCore

/// How a protocol tells what became of its events.
protocol AnswerForm: Sendable {
    /// - Parameter verdicts: One for each event, in the order of the request.
    func answer(_ verdicts: [Verdict]) -> CollectAnswer

    /// The answer to a request of which nothing could be read.
    func refusal(_ rejection: Rejection) -> CollectAnswer

    /// The answer to a request of which nothing was taken because too much comes: by it the tracker sends again, if it ever
    /// does.
    func limited(_ verdicts: [Verdict]) -> CollectAnswer
}

extension AnswerForm {
    func limited(_ verdicts: [Verdict]) -> CollectAnswer {
        CollectAnswer(status: 429, json: ["code": "too_many_events", "message": "Too many events come; send later."])
    }
}
