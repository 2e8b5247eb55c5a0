import MeshCore

extension VirtualWorld {
    /// Answers a task as its state's mock says.
    mutating func answer(_ task: TaskOrder, of execution: Int) {
        schedule(.taskStarted(task.id), at: now, .task(task.id), of: execution)
        guard let answer = answer(toCallOf: task.stateName, with: task.arguments.value) else {
            let failure = MachineEvent.taskFailed(
                task.id, error: "Mock.Missing", cause: "No mock answers this call of state '\(task.stateName)'")
            return schedule(failure, at: now, .task(task.id), of: execution)
        }
        switch task.resource.pattern {
        case .requestResponse: break
        case .sync, .sync2, .waitForTaskToken:
            schedule(.taskSubmitted(task.id, output: Payload([:])), at: now, .task(task.id), of: execution)
        }
        guard let event = Self.event(answer.reply, for: task.id) else { return }
        schedule(event, at: now + answer.delay, .task(task.id), of: execution)
    }

    /// The answer to a call of a state, which is counted; nil when its mock has none.
    mutating func answer(toCallOf state: String, with arguments: JSONValue) -> MockAnswer? {
        let count = calls[state, default: 0]
        calls[state] = count + 1
        guard let script = testCase.mocks[state] else {
            problems.append("State '\(state)' is called, and has no mock")
            return nil
        }
        guard let answer = script.answer(to: count) else {
            problems.append(
                "State '\(state)' is called \(count + 1) times, and its mock answers \(script.answers.count)")
            return nil
        }
        if let expected = answer.arguments, let difference = JSONDifference(of: arguments, from: expected) {
            problems.append("Call \(count + 1) of state '\(state)' has other arguments: \(difference)")
        }
        return answer
    }

    private static func event(_ reply: MockReply, for task: TaskID) -> MachineEvent? {
        switch reply {
        case .result(let value): .taskSucceeded(task, output: Payload(value))
        case .functionPayload(let value):
            .taskSucceeded(
                task, output: Payload(["ExecutedVersion": "$LATEST", "Payload": value, "StatusCode": 200]))
        case .failure(let error, let cause): .taskFailed(task, error: error, cause: cause)
        case .items(let items): .taskSucceeded(task, output: Payload(.array(items)))
        case .silence: nil
        }
    }
}
