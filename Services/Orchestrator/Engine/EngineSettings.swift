/// Limits of the engine, each with the reason for its value.
struct EngineSettings: Sendable {
    /// Executions that wait for longer than this are forgotten until something happens to them: reading one costs some
    /// 50 µs, keeping it some kilobytes.
    var residence: Duration = .seconds(2)

    /// How far ahead timers are read from the store: few enough to hold, rarely enough to read.
    var horizon: Duration = .seconds(60)

    /// Timers that a shard reads at once; with more, its horizon is nearer.
    var timersPerRead = 10_000

    /// Tasks and messages that a shard reads at once when it is taken over.
    var entriesPerRead = 1000

    /// Steps that share one transaction of a shard. Beyond it a single step would wait too long for the others.
    var stepsPerWrite = 512

    /// Executions of a map run at once when its state sets no limit; AWS's quota.
    var mapConcurrency: Int64 = 10_000

    /// Tasks under way at once in this instance: each is a task of some kilobytes, and a stream to whoever does it.
    var concurrentTasks = 4096

    /// Revisions whose definitions stay read.
    var cachedRevisions = 512
}
