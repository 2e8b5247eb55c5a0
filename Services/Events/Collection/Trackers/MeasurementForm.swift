/// The Measurement Protocol's answer: success, whatever came; only when nothing could be kept it says so.
struct MeasurementForm: AnswerForm {
    func answer(_ verdicts: [Verdict]) -> CollectAnswer {
        verdicts.hasUnavailable ? .unavailable : CollectAnswer(status: 204)
    }

    func refusal(_ rejection: Rejection) -> CollectAnswer {
        CollectAnswer(status: 204)
    }
}
