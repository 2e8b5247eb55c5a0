import MeshCore

/// The answers of a mocked state, in the order of its calls.
package struct MockScript: Hashable, Sendable {
    /// The answers in their order.
    package let answers: [MockAnswer]
    /// Whether the last answer is given to every further call.
    package let isEndless: Bool

    /// Reads a script: one answer for all calls, or a list with one for each call (`times` repeats one).
    init(_ value: JSONValue, at place: DefinitionPlace) throws(WorkflowTestFileError) {
        guard case .array(let elements) = value else {
            answers = [try MockAnswer(value, at: place)]
            isEndless = true
            return
        }
        var answers: [MockAnswer] = []
        for (index, element) in elements.enumerated() {
            let at = place.element(index)
            let answer = try MockAnswer(element, at: at)
            let times = element["times"].map { $0.intValue ?? -1 } ?? 1
            guard (1...Self.mostTimes).contains(times) else {
                throw WorkflowTestFileError("this must be a number from 1 to \(Self.mostTimes)", at: at.member("times"))
            }
            answers += Array(repeating: answer, count: Int(times))
        }
        self.answers = answers
        isEndless = false
    }

    /// How often one answer may be repeated: more than any test of people's makes calls.
    private static let mostTimes: Int64 = 100_000

    /// The answer to a call; nil when there are not so many.
    ///
    /// - Parameter call: From 0.
    func answer(to call: Int) -> MockAnswer? {
        isEndless ? answers.first : answers.indices.contains(call) ? answers[call] : nil
    }
}
