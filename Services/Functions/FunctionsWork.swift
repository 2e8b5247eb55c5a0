/// The work of functions beside requests: each job runs until the service ends.
struct FunctionsWork: Sendable {
    /// Goes on until its task is cancelled.
    typealias Job = @Sendable () async throws -> Void

    private var jobs: [Job] = []

    mutating func add(_ job: @escaping Job) { jobs.append(job) }

    /// Runs all jobs until the task is cancelled.
    ///
    /// - Throws: What a job throws; `CancellationError`.
    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for job in jobs { group.addTask { try await job() } }
            try await group.waitForAll()
        }
    }
}
