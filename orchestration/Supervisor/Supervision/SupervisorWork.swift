import MeshCore
import MeshTransport
import NIOPosix

/// Everything that a supervisor does at the same time, as children of one task.
struct SupervisorWork: Sendable {
    let supervisor: MeshSupervisor
    let broadcast: TableBroadcast
    let configuration: SupervisorConfiguration
    let watcher: ExitWatcher
    let server: HTTPServer
    /// Answers services of the mesh; nil where none may ask.
    let readings: HTTPServer?

    /// The time that the control API has to answer whoever asked for the shutdown.
    private static let farewell: Duration = .milliseconds(500)

    /// Works until the mesh is down.
    func run(_ events: AsyncStream<SupervisorEvent>) async throws {
        let threads = NIOThreadPool(numberOfThreads: 1)
        threads.start()
        do {
            try await work(events, threads)
        } catch {
            watcher.stop()
            try await threads.shutdownGracefully()
            throw error
        }
        try await threads.shutdownGracefully()
    }

    private func work(_ events: AsyncStream<SupervisorEvent>, _ threads: NIOThreadPool) async throws {
        try await server.bind()
        try await withThrowingTaskGroup(of: Void.self) { group in
            let watcher = self.watcher
            group.addTask { try await threads.runIfActive { watcher.run() } }
            group.addTask { try await server.run() }
            if let readings {
                try await readings.bind()
                group.addTask { try await readings.run() }
            }
            do {
                try await supervisor.boot()
            } catch {
                // The thread that waits for ends of processes hears of nothing else.
                watcher.stop()
                throw error
            }
            if let port = readings?.port { await supervisor.answer(on: port) }
            group.addTask { try await every(configuration.tick) { await supervisor.tick() } }
            group.addTask { try await every(configuration.sampling) { await supervisor.sample() } }
            group.addTask { try await every(configuration.housekeeping) { await supervisor.keepHouse() } }
            group.addTask { try await every(configuration.heartbeat) { broadcast.beat() } }
            await attend(events)
            // Cancelled, it leaves everything as it is, as if it had been killed: the next supervisor goes on from there.
            if await supervisor.isDown { await supervisor.cleanUp() }
            watcher.stop()
            server.beginDrain(limit: Self.farewell)
            readings?.beginDrain(limit: Self.farewell)
            group.cancelAll()
        }
    }

    /// Handles events, with a child for each instance that probes it, until the mesh is down.
    private func attend(_ events: AsyncStream<SupervisorEvent>) async {
        await withDiscardingTaskGroup { group in
            for await event in events {
                if case .started(let id) = event { group.addTask { await supervisor.attend(id) } }
                await supervisor.handle(event)
                if await supervisor.isDown { break }
            }
            group.cancelAll()
        }
    }

    /// Does something again and again until it is cancelled.
    private func every(_ period: Duration, _ work: @Sendable () async -> Void) async throws {
        while !Task.isCancelled {
            await work()
            do {
                try await Task.sleep(for: period)
            } catch {
                // Cancelled: that is how it ends.
                return
            }
        }
    }
}
