import Glibc
import MeshRuntime
import MeshTestKit
import Orders

/// Orders as it runs in the mesh, with one difference: it may kill itself at a boundary of a checkout's steps. With
/// `MESH_SOCKET` it is reached by a socket of that path, as if the supervisor had passed it on.
@main
struct Main {
    static func main() async {
        if let path = unsafe getenv("MESH_SOCKET") { listen(at: unsafe String(cString: path)) }
        let point = CrashPoint()
        let observer = CheckoutObserver { point.reach("\($0)") }
        await MeshMain.run(OrdersConfiguration.self) { configuration, runtime in
            try OrdersService(
                configuration, catalog: runtime.client(of: "catalog"),
                orchestrator: runtime.client(of: "orchestrator"), dataDirectory: runtime.common.dataDirectory,
                instance: runtime.common.instance, clock: runtime.clock, observer: observer, logger: runtime.logger)
        }
    }

    /// Opens the socket where the runtime looks for those that were passed on: at the third descriptor.
    private static func listen(at path: String) {
        // What an earlier life has left there; the string is used within the call alone.
        unsafe unlink(path)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // The paths of tests' folders are far below the 108 octets of an address.
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { place in
            unsafe place.copyBytes(from: path.utf8.prefix(place.count - 1))
        }
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        // The pointers are used within the calls alone, and `sockaddr_un` is laid out as the kernel expects it.
        let outcome = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(socket, $0, size) }
        }
        guard outcome == 0, Glibc.listen(socket, 16) == 0, socket == 3 || dup2(socket, 3) == 3 else { exit(3) }
        guard unsafe setenv("LISTEN_FDS", "1", 1) == 0 else { exit(3) }
    }
}
