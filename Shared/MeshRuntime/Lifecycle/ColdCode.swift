import CProcess
import Glibc
import ServiceLifecycle

/// Lets go, once, of the code that only the start needed.
///
/// To start, a process touches half of its code: configuration, certificates, the schema, the routes. All that stays
/// mapped in each process of the mesh until memory is short. A moment after the start it is unmapped (`madvise(2)`,
/// `MADV_DONTNEED`): what is used comes back from the page cache, some hundred small faults, and the rest does not.
package struct ColdCode: Service {
    private let delay: Duration

    /// - Parameter delay: How long after the start; by then the first requests have shown what is needed.
    package init(after delay: Duration = .seconds(2)) {
        self.delay = delay
    }

    package func run() async throws {
        let hasStarted = await cancelWhenGracefulShutdown {
            // It fails only by being cancelled, when the process ends before it has wholly started.
            (try? await Task.sleep(for: delay)) != nil
        }
        guard hasStarted else { return }
        Self.release()
        try await gracefulShutdown()
    }

    /// Unmaps the code and constants of the executable and its libraries.
    static func release() {
        orrery_release_code(Int(sysconf(Int32(_SC_PAGESIZE))))
    }
}
