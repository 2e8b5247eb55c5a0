/// Functions of this process, in place of the functions service: what a durable task costs without a function's own way.
package struct LocalFunctions: FunctionInvoking {
    private let answer: @Sendable (String) -> String

    /// - Parameter answer: Answers an invocation's payload.
    package init(_ answer: @escaping @Sendable (String) -> String) {
        self.answer = answer
    }

    func invoke(_ call: FunctionCall) async throws -> FunctionOutcome {
        .answered(
            FunctionAnswer(
                status: 200, payload: answer(call.payload), functionError: nil, version: nil, requestID: nil))
    }
}
