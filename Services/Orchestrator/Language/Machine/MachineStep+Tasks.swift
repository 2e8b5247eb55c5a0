import MeshCore

/// Task states.
extension MachineStep {
    func runTask(_ id: BranchID, _ fields: TaskFields) throws(Ended) {
        let token = fields.resource.hasToken ? newToken() : nil
        let call = try evaluate(id, token: token) { visit throws(StateTrouble) in try visit.call(fields) }
        guard let call else { return }
        try record(scheduled: fields.resource, call, of: id)
        let task = TaskID(nextNumber())
        let timesOut = call.timeout.map { now + .seconds($0) }
        let isActivity = if case .activity = fields.resource.target { true } else { false }
        var stage = TaskStage(id: task, resource: fields.resource, heartbeatSeconds: call.heartbeat)
        if let timesOut { stage.timeout = setTimer(at: timesOut) }
        // An activity's heartbeats count from when a worker has it.
        if let heartbeat = call.heartbeat, !isActivity { stage.heartbeat = setTimer(at: now + .seconds(heartbeat)) }
        state[id].stage = .task(stage)
        order(
            .dispatch(
                TaskOrder(
                    id: task, stateName: state[id].stateName, resource: fields.resource, arguments: call.arguments,
                    credentials: call.credentials, timesOut: timesOut, heartbeat: call.heartbeat.map { .seconds($0) },
                    retryCount: state[id].retryCount, path: path(to: id),
                    idempotencyToken: "\(identity.arn):\(task.number)", taskToken: token)))
    }

    /// 256 random bits, so that nobody guesses one.
    private func newToken() -> String {
        (0..<4).map { _ in
            let digits = String(randomness.next(), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    private func path(to id: BranchID) -> [String] {
        var path = [state[id].stateName]
        var branch = state[id]
        while let parent = branch.parent {
            path.append("\(state[parent].stateName)[\(branch.slot)]")
            branch = state[parent]
        }
        return path.reversed()
    }

    private func record(
        scheduled resource: TaskResource, _ call: StateEvaluation.TaskCall, of id: BranchID
    ) throws(Ended) {
        switch resource.target {
        case .function(let arn):
            try record(
                .lambdaFunctionScheduled,
                .functionScheduled(
                    resource: arn, input: call.arguments, timeout: call.timeout, credentials: call.credentials),
                of: id)
        case .activity(let arn):
            try record(
                .activityScheduled,
                .activityScheduled(
                    resource: arn, input: call.arguments, timeout: call.timeout, heartbeat: call.heartbeat),
                of: id)
        case .service:
            try record(
                .taskScheduled,
                .taskScheduled(
                    type: resource.eventType, resource: resource.eventResource, region: identity.region,
                    parameters: call.arguments, timeout: call.timeout, heartbeat: call.heartbeat,
                    credentials: call.credentials),
                of: id)
        }
    }

    // MARK: - What is told of a task

    /// The branch that waits for a task; nil when none does any more.
    private func waiting(for task: TaskID) -> (id: BranchID, stage: TaskStage)? {
        for branch in state.branches {
            if case .task(let stage) = branch.stage, stage.id == task { return (branch.id, stage) }
        }
        return nil
    }

    func taskStarted(_ task: TaskID, worker: String?) throws(Ended) {
        guard let (id, stage) = waiting(for: task), !stage.hasStarted else { return }
        try start(id, stage, worker: worker)
    }

    private func start(_ id: BranchID, _ stage: TaskStage, worker: String? = nil) throws(Ended) {
        var stage = stage
        guard !stage.hasStarted else { return }
        stage.hasStarted = true
        switch stage.resource.target {
        case .function: try record(.lambdaFunctionStarted, of: id)
        case .service:
            try record(
                .taskStarted,
                .taskStarted(type: stage.resource.eventType, resource: stage.resource.eventResource), of: id)
        case .activity:
            try record(.activityStarted, .activityStarted(worker: worker), of: id)
            if let seconds = stage.heartbeatSeconds, stage.heartbeat == nil {
                stage.heartbeat = setTimer(at: now + .seconds(seconds))
            }
        }
        state[id].stage = .task(stage)
    }

    func taskHeartbeat(_ task: TaskID) {
        guard case (let id, var stage)? = waiting(for: task), let seconds = stage.heartbeatSeconds else { return }
        cancel(stage.heartbeat)
        stage.heartbeat = setTimer(at: now + .seconds(seconds))
        state[id].stage = .task(stage)
    }

    func taskSubmitted(_ task: TaskID, _ output: Payload) throws(Ended) {
        guard let (id, stage) = waiting(for: task) else { return }
        try start(id, stage)
        try record(
            .taskSubmitted,
            .taskOutput(type: stage.resource.eventType, resource: stage.resource.eventResource, output: output), of: id)
    }

    func taskSucceeded(_ task: TaskID, _ output: Payload) throws(Ended) {
        guard let (id, stage) = waiting(for: task) else { return }
        if let limit = limits.payloadBytes, output.byteCount > limit {
            let trouble = StateTrouble.tooLong(resultOf: stage.resource.resultName)
            return try taskFailed(task, StateFailure(error: trouble.error, cause: trouble.detail), as: .failed)
        }
        try start(id, stage)
        try close(id)
        switch stage.resource.target {
        case .function: try record(.lambdaFunctionSucceeded, .output(output), of: id)
        case .activity: try record(.activitySucceeded, .output(output), of: id)
        case .service:
            try record(
                .taskSucceeded,
                .taskOutput(type: stage.resource.eventType, resource: stage.resource.eventResource, output: output),
                of: id)
        }
        try leave(id) { visit throws(StateTrouble) in try visit.exit(with: CarriedValue(output)) }
    }

    func taskFailed(_ task: TaskID, _ failure: StateFailure, as ending: TaskEnding) throws(Ended) {
        guard let (id, stage) = waiting(for: task) else { return }
        let failure = limits.cut(failure)
        if ending == .failed { try start(id, stage) }
        try close(id)
        try record(ending, of: stage.resource, failure, of: id)
        try fail(id, failure)
    }

    /// A timer of the machine's own is due: whoever works on the task is told.
    func taskTimedOut(_ id: BranchID, _ stage: TaskStage, _ failure: StateFailure) throws(Ended) {
        order(.cancelTask(stage.id, isJob: stage.resource.isJob))
        try taskFailed(stage.id, failure, as: .timedOut)
    }

    /// Nobody works on the branch's task any more.
    private func close(_ id: BranchID) throws(Ended) {
        guard case .task(let stage) = state[id].stage else { return }
        cancel(stage.timeout)
        cancel(stage.heartbeat)
        state[id].stage = .running
    }

    private func record(
        _ ending: TaskEnding, of resource: TaskResource, _ failure: StateFailure, of id: BranchID
    ) throws(Ended) {
        let details = HistoryEventDetails.failure(error: failure.error, cause: failure.cause)
        switch resource.target {
        case .function: try record(ending.functionType, details, of: id)
        case .activity: try record(ending.activityType, details, of: id)
        case .service:
            try record(
                ending.serviceType,
                .taskFailure(
                    type: resource.eventType, resource: resource.eventResource, error: failure.error,
                    cause: failure.cause),
                of: id)
        }
    }
}

extension TaskEnding {
    fileprivate var functionType: HistoryEventType {
        switch self {
        case .failed, .submitFailed: .lambdaFunctionFailed
        case .timedOut: .lambdaFunctionTimedOut
        case .startFailed: .lambdaFunctionStartFailed
        }
    }

    fileprivate var activityType: HistoryEventType {
        switch self {
        case .failed, .submitFailed: .activityFailed
        case .timedOut: .activityTimedOut
        case .startFailed: .activityScheduleFailed
        }
    }

    fileprivate var serviceType: HistoryEventType {
        switch self {
        case .failed: .taskFailed
        case .timedOut: .taskTimedOut
        case .startFailed: .taskStartFailed
        case .submitFailed: .taskSubmitFailed
        }
    }
}

extension TaskResource {
    /// Whether whoever does the task gets a token to answer with.
    fileprivate var hasToken: Bool {
        switch target {
        case .activity: true
        case .function, .service: pattern == .waitForTaskToken
        }
    }

    /// Whether the task waits for the end of something that it starts.
    var isJob: Bool { pattern == .sync || pattern == .sync2 }

    /// What a result that is too long is said to be of.
    fileprivate var resultName: String {
        switch target {
        case .function, .activity: arn
        case .service(let service, _): service
        }
    }
}
