import FoundationEssentials
import Glibc
import MeshCore

/// What runs of a mesh without a supervisor that would end it.
struct MeshRemnants: Sendable {
    let folder: DataFolder

    /// Ends every process of the mesh: SIGTERM, so that it drains, and SIGKILL after the limit. Only processes are met that
    /// bear the mesh's mark in the environment that they were started with, held by descriptors, so nobody else is.
    ///
    /// - Returns: How many there were.
    /// - Throws: ``ProcessFailure`` when one cannot be ended.
    func end(within limit: Duration) async throws -> Int {
        let first = handles()
        for handle in first {
            // A stopped process does not see SIGTERM before it goes on.
            try handle.signal(SIGTERM)
            try handle.signal(SIGCONT)
        }
        let end = MonotonicInstant.now().advanced(by: limit)
        while first.contains(where: { !$0.hasEnded }), MonotonicInstant.now() < end {
            try await Task.sleep(for: .milliseconds(20))
        }
        for handle in handles() { try handle.signal(SIGKILL) }
        try forget()
        return first.count
    }

    private func handles() -> [ProcessHandle] {
        ProcessTable.processes(environment: MeshSupervisor.meshVariable, folder.path).compactMap {
            // One that has ended meanwhile needs no signal.
            try? ProcessHandle($0.identity)
        }
    }

    /// Removes the socket, and the rows of processes that are gone.
    private func forget() throws {
        let socket = folder.controlSocket
        if FileManager.default.fileExists(atPath: socket) { try FileManager.default.removeItem(atPath: socket) }
        guard FileManager.default.fileExists(atPath: folder.store) else { return }
        let store = try SupervisorStore(path: folder.store)
        for record in try store.instances() { try store.remove(record.id) }
    }
}
