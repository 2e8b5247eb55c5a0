import Glibc
import Logging
import MeshRuntime
import Orders
import Synchronization

/// Orders as it runs in the mesh, with one difference: at the n-th boundary of a checkout's steps (`CRASH_AT`, counted
/// from 1) it kills itself, as the kernel would; and it prints every boundary that it reaches.
@main
struct Main {
    private static let reached = Atomic<Int>(0)

    static func main() async {
        let last = unsafe getenv("CRASH_AT").flatMap { unsafe Int(String(cString: $0)) }
        let observer = CheckoutObserver { boundary in
            let number = reached.wrappingAdd(1, ordering: .relaxed).newValue
            say("\(number) \(boundary)\n")
            if number == last { kill(getpid(), SIGKILL) }
        }
        await MeshMain.run(OrdersConfiguration.self) { configuration, runtime in
            try OrdersService(
                configuration, catalog: runtime.client(of: "catalog"), dataDirectory: runtime.common.dataDirectory,
                instance: runtime.common.instance, clock: runtime.clock, observer: observer, logger: runtime.logger)
        }
    }

    /// Goes straight to the pipe: what a killed process has in a buffer is lost.
    private static func say(_ line: String) {
        let bytes = Array(line.utf8)
        guard unsafe Glibc.write(1, bytes, bytes.count) == bytes.count else { exit(2) }
    }
}
