import FoundationEssentials
import Glibc

/// Gets a listening socket back from a process that was given it by a supervisor that is dead.
package enum SocketRescue {
    /// Looks through the descriptors of a process for a socket that listens on the port, and duplicates it (pidfd_getfd(2)).
    ///
    /// - Returns: nil when the process has none, or does not allow to be looked at.
    package static func listeningSocket(of identity: ProcessIdentity, port: Int) -> ListeningSocket? {
        // A process that is gone, or that the kernel does not let us look into, has nothing to give.
        guard let handle = try? ProcessHandle(identity),
            let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(identity.pid)/fd")
        else { return nil }
        for number in names.compactMap({ Int32($0) }).sorted() {
            // The process may close a descriptor while we look; the next one is tried then.
            let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(identity.pid)/fd/\(number)")
            guard link?.hasPrefix("socket:") == true, let copy = try? handle.duplicate(descriptor: number) else {
                continue
            }
            if let socket = ListeningSocket(adopting: copy, port: port) { return socket }
            close(copy)
        }
        return nil
    }
}
