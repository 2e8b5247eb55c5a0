import MeshCore
import StatesLanguage
import Testing

/// Test files as their authors write them.
struct WorkflowTestFileTests {
    @Test("What the file says holds for every case, unless the case says otherwise")
    func shared() throws {
        let file = try WorkflowTestFile([
            "workflow": "order.json", "clock": "2031-02-03T04:05:06Z", "seed": 9,
            "mocks": ["A": ["result": 1], "B": ["result": 2]],
            "cases": [
                ["name": "one"], ["name": "other", "clock": "2040-01-01T00:00:00Z", "mocks": ["B": ["error": "E"]]],
            ],
        ])
        #expect(file.workflow == "order.json")
        #expect(file.cases.map(\.seed) == [9, 9])
        #expect(file.cases.map(\.clock.description) == ["2031-02-03T04:05:06.000Z", "2040-01-01T00:00:00.000Z"])
        #expect(file.cases[1].mocks["A"]?.answers.map(\.reply) == [.result(1)])
        #expect(file.cases[1].mocks["B"]?.answers.map(\.reply) == [.failure(error: "E", cause: nil)])
        #expect(file.cases[0].input == [:])
    }

    @Test(
        "What cannot be understood is told with its place",
        arguments: [
            ([], "/: this must be an object"), ([:], "/: a test file has cases"),
            (["cases": [[:]]], "/cases[0]: a case has a name"),
            (
                ["cases": [["name": "a", "inputs": 1]]],
                "/cases[0]: there is no \"inputs\" here, only: name, input, clock, seed, mocks, expect"
            ),
            (["cases": [["name": "a"], ["name": "a"]]], "/cases[1]: there is a case \"a\" already"),
            (
                ["cases": [["name": "a", "mocks": ["S": ["result": 1, "error": "E"]]]]],
                "/cases[0]/mocks/S: an answer has one of: result, payload, error, silent, items"
            ),
            (
                ["cases": [["name": "a", "mocks": ["S": [["result": 1, "times": 0]]]]]],
                "/cases[0]/mocks/S[0]/times: this must be a number from 1 to 100000"
            ),
            (
                ["cases": [["name": "a", "expect": ["status": "DONE"]]]],
                "/cases[0]/expect/status: this must be one of: SUCCEEDED, FAILED, TIMED_OUT, ABORTED"
            ),
            (
                ["clock": "soon", "cases": []], "/clock: this must be a moment such as 2030-01-01T00:00:00Z"
            ),
        ] as [(JSONValue, String)])
    func mistakes(value: JSONValue, message: String) {
        let error = #expect(throws: WorkflowTestFileError.self) { try WorkflowTestFile(value) }
        #expect(error?.description == message)
    }
}
