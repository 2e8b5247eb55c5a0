import MeshCore

/// Our own answer: what became of each event. Some of a batch may be rejected while the rest is taken.
struct CollectForm: AnswerForm {
    func answer(_ verdicts: [Verdict]) -> CollectAnswer {
        var answer = CollectAnswer(status: 200, json: .object(VerdictList.json(verdicts)))
        if verdicts.hasUnavailable {
            answer.status = 503
            answer.headers.add("retry-after", "1")
        }
        return answer
    }

    func refusal(_ rejection: Rejection) -> CollectAnswer {
        CollectAnswer(status: rejection.code == .tooLarge ? 413 : 400, json: VerdictList.error(rejection))
    }
}
