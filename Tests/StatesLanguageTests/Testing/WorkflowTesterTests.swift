import MeshCore
import StatesLanguage
import Testing

/// Workflows tried out in virtual time.
struct WorkflowTesterTests {
    private static let order: JSONValue = [
        "StartAt": "Charge",
        "States": [
            "Charge": [
                "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters": ["FunctionName": "charge", "Payload.$": "$"],
                "ResultSelector": ["paid.$": "$.Payload.paid"], "ResultPath": "$.charge", "TimeoutSeconds": 60,
                "Retry": [
                    ["ErrorEquals": ["Busy"], "IntervalSeconds": 3, "MaxAttempts": 2],
                    ["ErrorEquals": ["Never"]],
                ],
                "Catch": [
                    ["ErrorEquals": ["Refused"], "Next": "Cancel", "ResultPath": "$.why"],
                    ["ErrorEquals": ["States.ALL"], "Next": "Alarm"],
                ],
                "Next": "Paid?",
            ],
            "Paid?": [
                "Type": "Choice",
                "Choices": [["Variable": "$.charge.paid", "BooleanEquals": true, "Next": "Ripen"]],
                "Default": "Cancel",
            ],
            "Ripen": ["Type": "Wait", "Seconds": 31_536_000, "Next": "Done"],
            "Done": ["Type": "Succeed", "OutputPath": "$.charge"],
            "Cancel": ["Type": "Pass", "Result": "cancelled", "End": true],
            "Alarm": ["Type": "Fail", "Error": "Alarm", "Cause": "nobody knows"],
        ],
    ]

    private func report(_ cases: JSONValue, of definition: JSONValue = order) throws -> WorkflowTestReport {
        try WorkflowTester(definition).run(WorkflowTestFile(["cases": cases]))
    }

    @Test("A year passes at once, and retries wait in the test's time")
    func virtualTime() throws {
        let report = try report([
            [
                "name": "busy at first",
                "input": ["cart": 5],
                "mocks": [
                    "Charge": [
                        ["error": "Busy", "after": 1, "times": 2],
                        ["payload": ["paid": true], "arguments": ["FunctionName": "charge", "Payload": ["cart": 5]]],
                    ]
                ],
                "expect": [
                    "output": ["paid": true], "path": ["Charge", "Paid?", "Ripen", "Done"], "within": 31_536_060,
                    "visits": ["Charge": 1, "Cancel": 0],
                ],
            ]
        ])
        #expect(report.hasPassed, "\(report.text)")
        // Two answers of a second each, and waits of three and six.
        #expect(report.results.first?.took == .seconds(31_536_000 + 2 + 3 + 6))
        #expect(report.coverage.counts(of: .retriers) == (1, 2))
        #expect(report.coverage.counts(of: .choices) == (1, 2))
        #expect(report.coverage.counts(of: .states) == (4, 6))
    }

    @Test("Catchers, defaults and timeouts are reached, and told")
    func coverage() throws {
        let report = try report([
            [
                "name": "refused", "mocks": ["Charge": ["error": "Refused", "cause": "no money"]],
                "expect": ["status": "SUCCEEDED", "output": "cancelled"],
            ],
            [
                "name": "unpaid", "mocks": ["Charge": ["payload": ["paid": false]]],
                "expect": ["path": ["Charge", "Paid?", "Cancel"]],
            ],
            [
                "name": "silent", "mocks": ["Charge": ["silent": true]],
                "expect": ["error": "Alarm", "cause": "nobody knows", "within": 60],
            ],
        ])
        #expect(report.hasPassed, "\(report.text)")
        #expect(report.coverage.counts(of: .catchers) == (2, 2))
        #expect(
            report.coverage.missed.map(\.description)
                == ["Charge/Retry[0]", "Charge/Retry[1]", "Paid?/Choices[0]", "Ripen", "Done"])
    }

    @Test("What is not as expected is told with its place")
    func complaints() throws {
        let report = try report([
            [
                "name": "wrong", "mocks": ["Charge": ["payload": ["paid": true]]],
                "expect": ["output": ["paid": false], "path": ["Charge"], "within": 5],
            ],
            ["name": "no mock", "expect": ["status": "SUCCEEDED"]],
            ["name": "too few answers", "mocks": ["Charge": [["error": "Busy"]]], "expect": ["error": "Alarm"]],
        ])
        #expect(!report.hasPassed)
        #expect(
            report.results.map(\.complaints) == [
                [
                    "the output differs: /paid is true and should be false",
                    "the path is Charge → Paid? → Ripen → Done and should be Charge",
                    "it takes 365 d and should take at most 5 s",
                ],
                [
                    "State 'Charge' is called, and has no mock",
                    "the status is FAILED and should be SUCCEEDED (Alarm: nobody knows)",
                ],
                ["State 'Charge' is called 2 times, and its mock answers 1"],
            ])
        #expect(report.text.contains("✘ wrong (365 d)\n    the output differs"))
        #expect(report.text.contains("0 passed, 3 failed\nreached: 5 of 6 states, 1 of 2 choices"))
    }

    @Test("An execution that waits for what never comes does not hang the test")
    func waitsForever() throws {
        let definition: JSONValue = [
            "StartAt": "A",
            "States": ["A": ["Type": "Task", "Resource": "arn:aws:lambda:us-east-1:0:function:f", "End": true]],
        ]
        let report = try report([["name": "silent", "mocks": ["A": ["silent": true]]]], of: definition)
        #expect(report.results.first?.complaints == ["The execution waits for something that never happens"])
        #expect(report.results.first?.status == nil)
    }

    @Test("Branches and items are run, and their handlers reached")
    func nested() throws {
        let definition: JSONValue = [
            "StartAt": "Both",
            "States": [
                "Both": [
                    "Type": "Parallel", "Next": "Each",
                    "Retry": [["ErrorEquals": ["Oops"], "MaxAttempts": 1]],
                    "Catch": [["ErrorEquals": ["States.ALL"], "Next": "Each"]],
                    "Branches": [
                        ["StartAt": "L", "States": ["L": Self.task]],
                        ["StartAt": "R", "States": ["R": ["Type": "Succeed"]]],
                    ],
                ],
                "Each": [
                    "Type": "Map", "ItemsPath": "$.items", "End": true,
                    "ItemProcessor": ["StartAt": "I", "States": ["I": Self.task]],
                ],
            ],
        ]
        let report = try report(
            [
                [
                    "name": "tried again, then caught", "input": ["items": [1, 2]],
                    "mocks": ["L": ["error": "Oops"], "I": [["result": 1], ["result": 2]]],
                    "expect": ["status": "FAILED"],
                ],
                [
                    "name": "tried again", "input": ["items": [1]],
                    "mocks": ["L": [["error": "Oops"], ["result": ["items": [5]]]], "I": ["result": 1]],
                ],
            ], of: definition)
        #expect(report.coverage.counts(of: .retriers) == (1, 1), "\(report.text)")
        #expect(report.coverage.counts(of: .catchers) == (1, 1), "\(report.text)")
    }

    @Test("The items of a distributed map are run as executions of their own, or a mock answers for all")
    func distributed() throws {
        let definition: JSONValue = [
            "StartAt": "Each",
            "States": [
                "Each": [
                    "Type": "Map", "ItemsPath": "$.items", "End": true, "ToleratedFailureCount": 1, "MaxConcurrency": 1,
                    "ItemProcessor": [
                        "ProcessorConfig": ["Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"], "StartAt": "I",
                        "States": ["I": Self.task],
                    ],
                ]
            ],
        ]
        let report = try report(
            [
                [
                    "name": "one fails", "input": ["items": [1, 2, 3]],
                    "mocks": [
                        "I": [
                            ["result": "a", "after": 5], ["error": "Oops", "after": 5], ["result": "c", "after": 5],
                        ]
                    ],
                    "expect": ["output": ["a", nil, "c"], "visits": ["I": 3]],
                ],
                [
                    "name": "two fail", "input": ["items": [1, 2, 3]], "mocks": ["I": ["error": "Oops"]],
                    "expect": ["error": "States.ExceedToleratedFailureThreshold"],
                ],
                [
                    "name": "as a whole", "input": ["items": []], "mocks": ["Each": ["result": ["done"]]],
                    "expect": ["output": ["done"], "visits": ["I": 0]],
                ],
            ], of: definition)
        #expect(report.hasPassed, "\(report.text)")
        #expect(report.results.first?.took == .seconds(15))
    }

    @Test("Expressions, variables and callbacks are tried out too")
    func expressions() throws {
        let definition: JSONValue = [
            "QueryLanguage": "JSONata", "StartAt": "Ask",
            "States": [
                "Ask": [
                    "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                    "Arguments": ["QueueUrl": "q", "MessageBody": "{% $states.input.question %}"],
                    "HeartbeatSeconds": 600, "Assign": ["answer": "{% $states.result.yes %}"], "Next": "Sure?",
                ],
                "Sure?": [
                    "Type": "Choice", "Choices": [["Condition": "{% $answer %}", "Next": "Yes"]], "Default": "No",
                ],
                "Yes": [
                    "Type": "Pass", "Output": "{% 'yes, ' & $states.context.Execution.Input.question %}", "End": true,
                ],
                "No": ["Type": "Fail", "Error": "Refused"],
            ],
        ]
        let report = try report(
            [
                [
                    "name": "yes", "input": ["question": "really?"],
                    "mocks": [
                        "Ask": [
                            "result": ["yes": true], "after": 500,
                            "arguments": ["QueueUrl": "q", "MessageBody": "really?"],
                        ]
                    ],
                    "expect": ["output": "yes, really?", "path": ["Ask", "Sure?", "Yes"], "within": 500],
                ],
                [
                    "name": "nobody answers", "input": ["question": "?"], "mocks": ["Ask": ["silent": true]],
                    "expect": ["error": "States.Timeout", "within": 600],
                ],
            ], of: definition)
        #expect(report.results.first?.complaints == [], "\(report.text)")
        #expect(report.results.last?.took == .seconds(600), "\(report.text)")
    }

    private static let task: JSONValue = [
        "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f", "End": true,
    ]

    @Test("Spans are written as people write them")
    func spans() throws {
        let report = try report([
            [
                "name": "slow", "mocks": ["Charge": ["payload": ["paid": true], "after": "1 min 30s"]],
                "expect": ["status": "FAILED", "error": "Alarm", "within": "1.5 min"],
            ],
            [
                "name": "in time", "mocks": ["Charge": ["payload": ["paid": true], "after": "500 ms"]],
                "expect": ["status": "SUCCEEDED", "within": "365 d 0.5 s"],
            ],
        ])
        #expect(report.hasPassed, "\(report.text)")
        for wrong in ["soon", "5", "5 years", "-1 s", "", "99999999999999999999 d"] as [JSONValue] {
            let error = #expect(throws: WorkflowTestFileError.self) {
                try WorkflowTestFile(["cases": [["name": "a", "expect": ["within": wrong]]]])
            }
            #expect(error?.place == "/cases[0]/expect/within", "\(wrong)")
        }
    }

    @Test("A name that no state has is told, wherever it is used")
    func misspelt() throws {
        let report = try report([
            [
                "name": "one", "mocks": ["Charge": ["payload": ["paid": false]], "Chrage": ["error": "Busy"]],
                "expect": ["status": "SUCCEEDED", "visits": ["Cancle": 0]],
            ]
        ])
        #expect(report.results[0].complaints == ["no state is called 'Cancle'", "no state is called 'Chrage'"])
    }

    @Test("An error that is not the expected one is told with its cause")
    func cause() throws {
        let report = try report([
            ["name": "one", "mocks": ["Charge": ["error": "Odd"]], "expect": ["error": "Refused"]]
        ])
        #expect(report.results[0].complaints == ["the error is Alarm and should be Refused (nobody knows)"])
    }
}
