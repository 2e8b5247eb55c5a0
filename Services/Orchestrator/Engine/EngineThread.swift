import MeshTransport
import NIOCore
import NIOPosix

/// The thread of an engine: a task goes from step to step on it without being handed from one thread to another, and a long
/// step holds up no request.
final class EngineThread: Sendable {
    /// For the connections of clients that the engine calls.
    let loops: MultiThreadedEventLoopGroup
    /// Runs the engine's tasks.
    let executor: EventLoopTaskExecutor

    /// - Throws: `IOError` when there cannot be another thread.
    init() throws {
        loops = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = loops.next()
        executor = try loop.submit { EventLoopTaskExecutor.current(on: loop) }.wait()
    }

    /// Works on the thread, and ends it.
    func run(_ work: @Sendable () async throws -> Void) async throws {
        let outcome: Result<Void, any Error>
        do {
            try await withTaskExecutorPreference(executor) { try await work() }
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        try await loops.shutdownGracefully()
        try outcome.get()
    }
}
