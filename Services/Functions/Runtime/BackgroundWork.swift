/// Small pieces of work that nobody waits for, run as children of the service's own run.
final class BackgroundWork: Sendable {
    typealias Piece = @Sendable () async -> Void

    private let pieces: AsyncStream<Piece>
    private let source: AsyncStream<Piece>.Continuation

    init() {
        // Each piece is the start or the end of a process, of which there are few, and none may be lost.
        (pieces, source) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
    }

    func add(_ piece: @escaping Piece) { source.yield(piece) }

    /// Takes nothing more; ``run()`` ends when all is done.
    func finish() { source.finish() }

    /// Runs what is added until it is finished, or the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await piece in pieces { group.addTask { await piece() } }
        }
    }
}
