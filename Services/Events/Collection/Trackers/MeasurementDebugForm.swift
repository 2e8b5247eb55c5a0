import MeshCore

/// The answer of the Measurement Protocol's validation server.
struct MeasurementDebugForm: AnswerForm {
    let problems: [MeasurementProblem]

    func answer(_ verdicts: [Verdict]) -> CollectAnswer {
        CollectAnswer(status: 200, json: ["validationMessages": .array(problems.map(\.json))])
    }

    func refusal(_ rejection: Rejection) -> CollectAnswer {
        let problem = MeasurementProblem(code: .valueInvalid, field: rejection.field, message: rejection.message)
        return CollectAnswer(status: 200, json: ["validationMessages": [problem.json]])
    }
}
