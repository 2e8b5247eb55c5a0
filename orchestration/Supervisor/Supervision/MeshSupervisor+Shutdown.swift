import FoundationEssentials
import Logging
import MeshCore

extension MeshSupervisor {
    /// Begins to take the mesh down: first what takes requests from outside, then, when that has drained, the rest.
    func beginShutdown() {
        let edge = configuration.manifest.publicListener.service
        guard services[edge]?.isShuttingDown != true else { return }
        logger.notice("Taking the mesh down")
        publicSocket = nil
        let now = MonotonicInstant.now()
        tell(edge) { $0.shutdownRequested(at: now) }
        advanceShutdown()
    }

    /// Goes on with a shutdown that has begun.
    func advanceShutdown() {
        guard services[configuration.manifest.publicListener.service]?.isGone == true else { return }
        let now = MonotonicInstant.now()
        for name in serviceNames where services[name]?.isShuttingDown == false {
            tell(name) { $0.shutdownRequested(at: now) }
        }
    }

    /// Whether nothing runs any more.
    var isDown: Bool { !services.isEmpty && services.values.allSatisfy(\.isGone) }

    /// Leaves nothing behind: no socket, no process, no row of one.
    func cleanUp() {
        broadcast.close()
        for reading in ProcessTable.processes(environment: Self.meshVariable, configuration.folder.path) {
            end(reading.identity)
        }
        for listener in operations.values.compactMap(\.listener) { listener.finish() }
        operations.removeAll()
        let socket = configuration.folder.controlSocket
        do {
            if FileManager.default.fileExists(atPath: socket) { try FileManager.default.removeItem(atPath: socket) }
        } catch {
            logger.warning("Cannot remove the control socket", metadata: ["path": "\(socket)", "error": "\(error)"])
        }
    }
}
