import Glibc
import Logging
import MeshRuntime
import Orchestrator
import Synchronization

/// The orchestrator as it runs in the mesh, with one difference: at the n-th boundary of its work (`CRASH_AT`, counted from 1)
/// it kills itself, as the kernel would; and it prints every boundary that it reaches.
@main
struct Main {
    private static let reached = Atomic<Int>(0)

    static func main() async {
        let last = unsafe getenv("CRASH_AT").flatMap { unsafe Int(String(cString: $0)) }
        let observer = EngineObserver(named: { boundary in
            let number = reached.wrappingAdd(1, ordering: .relaxed).newValue
            say("\(number) \(boundary)\n")
            if number == last { kill(getpid(), SIGKILL) }
        })
        await MeshMain.run(OrchestratorConfiguration.self) { configuration, runtime in
            try OrchestratorService(configuration, runtime: runtime, observer: observer)
        }
    }

    /// Goes straight to the pipe: what a killed process has in a buffer is lost.
    private static func say(_ line: String) {
        let bytes = Array(line.utf8)
        guard unsafe Glibc.write(1, bytes, bytes.count) == bytes.count else { exit(2) }
    }
}
