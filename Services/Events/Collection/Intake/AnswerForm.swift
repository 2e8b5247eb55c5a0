/// How a protocol tells what became of its events.
protocol AnswerForm: Sendable {
    /// - Parameter verdicts: One for each event, in the order of the request.
    func answer(_ verdicts: [Verdict]) -> CollectAnswer

    /// The answer to a request of which nothing could be read.
    func refusal(_ rejection: Rejection) -> CollectAnswer
}
